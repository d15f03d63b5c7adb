# Adds three looks at the interrupt handler to quickjs.c while it is compiled.
#
# QuickJS asks its handler whether to stop on calls and jumps of JavaScript, but not in its own loops over the
# elements of an array-like: `Array.prototype.reverse.call({length: 2 ** 53 - 1})` would never end. All such loops
# come through one of these functions, and their callers take an exception from each. A release of QuickJS in which one is
# not found does not compile, so that none is lost silently.

function poll(code) {
    print code
    found++
}

/^static JSAtom JS_NewAtomInt64\(JSContext \*ctx, int64_t n\)$/ {
    print "static inline int js_poll_interrupts(JSContext *ctx);"
    inside = "atom"
}

{ print }

/^int JS_SetPropertyInt64\(JSContext \*ctx, JSValueConst this_obj,$/ { inside = "set" }
/^static JSValue js_array_iterator_next\(JSContext \*ctx, JSValueConst this_val,$/ { inside = "iterator" }
/;$/ && inside == "iterator" && /magic\);$/ { inside = "" }

inside == "atom" && /^\{$/ {
    poll("    if (js_poll_interrupts(ctx)) return JS_ATOM_NULL;")
    inside = ""
}
inside == "set" && /^    int res;$/ {
    poll("    if (js_poll_interrupts(ctx)) { JS_FreeValue(ctx, val); return -1; }")
    inside = ""
}
inside == "iterator" && /^    JSObject \*p;$/ {
    poll("    if (js_poll_interrupts(ctx)) { *pdone = false; return JS_EXCEPTION; }")
    inside = ""
}

END { if (found != 3) exit 3 }
