// Dates and numbers in words, as scripts of the original see them: time zone UTC, language en-US.
(() => {
  "use strict";
  const define = (prototype, name, make) =>
    Object.defineProperty(prototype, name, { value: make, writable: true, configurable: true, enumerable: false });
  const zone = " (Coordinated Universal Time)";
  const { toString, toTimeString } = Date.prototype;
  const named = (text) => (text.endsWith("GMT+0000") ? text + zone : text);
  const two = (number) => String(number).padStart(2, "0");
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  const part = (style, number, names) => {
    switch (style) {
      case "2-digit": return two(number % 100);
      case "long": return names[number];
      case "short": return names[number].slice(0, 3);
      default: return String(number);
    }
  };
  const day = (date, options) => {
    if (!options || !(options.year || options.month || options.day || options.weekday))
      return `${date.getMonth() + 1}/${date.getDate()}/${date.getFullYear()}`;
    const worded = options.month === "long" || options.month === "short";
    const month = options.month && (worded ? part(options.month, date.getMonth(), months) : part(options.month, date.getMonth() + 1));
    const of_month = options.day && part(options.day, date.getDate());
    const year = options.year && part(options.year, date.getFullYear());
    const weekday = options.weekday && part(options.weekday, date.getDay(), days);
    const given = (parts, by) => parts.filter(Boolean).join(by);
    if (!worded) return given([weekday, given([month, of_month, year], "/")], ", ");
    return given([weekday, given([given([month, of_month], " "), year], of_month ? ", " : " ")], ", ");
  };
  const time = (date) => {
    const hours = date.getHours();
    return `${(hours + 11) % 12 + 1}:${two(date.getMinutes())}:${two(date.getSeconds())} ${hours < 12 ? "AM" : "PM"}`;
  };
  const valid = (date, make) => (Number.isNaN(date.getTime()) ? "Invalid Date" : make(date));
  define(Date.prototype, "toString", function () { return named(toString.call(this)); });
  define(Date.prototype, "toTimeString", function () { return named(toTimeString.call(this)); });
  define(Date.prototype, "toLocaleDateString", function (_, options) { return valid(this, (date) => day(date, options)); });
  define(Date.prototype, "toLocaleTimeString", function () { return valid(this, time); });
  define(Date.prototype, "toLocaleString", function (_, options) {
    return valid(this, (date) => (options && !options.hour ? day(date, options) : `${day(date, options)}, ${time(date)}`));
  });
  define(Number.prototype, "toLocaleString", function (_, options) {
    const value = Number(this);
    if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value < 0 ? "-∞" : "∞";
    const money = options?.style === "currency";
    const least = Math.min(options?.minimumFractionDigits ?? (money ? 2 : 0), 20);
    const most = Math.min(Math.max(options?.maximumFractionDigits ?? (money ? 2 : 3), least), 20);
    let [whole, fraction = ""] = Math.abs(value).toFixed(most).split(".");
    while (fraction.length > least && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
    if (options?.useGrouping !== false) whole = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    const sign = value < 0 ? "-" : "";
    const unit = money ? ({ USD: "$", EUR: "€", GBP: "£", JPY: "¥" }[options.currency] ?? `${options.currency}\u00a0`) : "";
    return sign + unit + whole + (fraction && "." + fraction);
  });
})();
