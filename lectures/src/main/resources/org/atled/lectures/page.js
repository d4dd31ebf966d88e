(function () {
  "use strict";
  var search = document.getElementById("search");
  var found = document.getElementById("found");
  var items = Array.from(document.querySelectorAll(".gallery li"));

  function shown() {
    return items.filter(function (item) { return !item.hidden; });
  }

  // Each word must stand somewhere in what an item says.
  function filter() {
    var words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    items.forEach(function (item) {
      var text = item.dataset.text.toLowerCase();
      item.hidden = !words.every(function (word) { return text.includes(word); });
    });
    document.querySelectorAll(".part").forEach(function (part) {
      part.hidden = !part.querySelector("li:not([hidden])");
    });
    found.textContent = words.length === 0 ? "" : shown().length + " of " + items.length;
  }

  if (found) {
    search.value = new URLSearchParams(location.search).get("q") || "";
    search.addEventListener("input", filter);
    search.form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = shown()[0];
      if (first && search.value.trim()) {
        location.href = first.querySelector("h3 a").href;
      }
    });
    filter();
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.target === search) {
      if (event.key === "Escape") {
        search.value = "";
        if (found) {
          filter();
        }
        search.blur();
      }
      return;
    }
    var beside = { n: "next", p: "prev" }[event.key];
    var link = beside && document.querySelector("a[rel=" + beside + "]");
    if (link) {
      location.href = link.href;
    } else if (event.key === "/") {
      event.preventDefault();
      search.focus();
      search.select();
    }
  });

  // The lines of the box that is pointed at, or has the focus.
  var lines = Array.from(document.querySelectorAll(".map .needs[data-from]"));
  function mark(name) {
    lines.forEach(function (line) {
      var on = line.dataset.from === name || line.dataset.to === name;
      line.classList.toggle("on", on);
      line.classList.toggle("off", name !== "" && !on);
    });
  }
  document.querySelectorAll(".map a").forEach(function (box) {
    ["mouseenter", "focus"].forEach(function (event) {
      box.addEventListener(event, function () { mark(box.dataset.name); });
    });
    ["mouseleave", "blur"].forEach(function (event) {
      box.addEventListener(event, function () { mark(""); });
    });
  });
})();
