//! Everything the service decides: routes, rules, state and jobs; no engine, no Spin.
