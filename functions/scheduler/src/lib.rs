//! Due work as a Spin component.
