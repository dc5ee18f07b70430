// The tables of Python, read once: nothing of the vocabulary or the weights is baked in here.
#pragma once
#include "search.hpp"

namespace kernel {

// Everything that Python hands over.
struct Tables {
  KeyTables keys;
  Scoring scoring;
  SearchRules rules;
  std::vector<PyObject*> held;
  ~Tables() {
    for (PyObject* o : held) Py_XDECREF(o);
  }
};

class TableReader {
 public:
  TableReader(PyObject* from, Tables& into) : from_(from), into_(into) {}

  void read() {
    callbacks();
    vocabulary();
    numbers();
    models();
    into_.keys.letters.prepare();
  }

 private:
  PyObject* from_;
  Tables& into_;

  PyObject* get(PyObject* dict, const char* name) {
    PyObject* found = PyDict_GetItemString(dict, name);
    if (!found) {
      PyErr_Format(PyExc_KeyError, "the kernel was not given %s", name);
      throw PythonError();
    }
    return found;
  }
  PyObject* get(const char* name) { return get(from_, name); }

  PyObject* keep(const char* name) {
    PyObject* found = get(name);
    Py_INCREF(found);
    into_.held.push_back(found);
    return found;
  }

  template <class Each>
  void each(PyObject* rows, Each call) {
    PyObject* items = PySequence_Fast(rows, "a table is a sequence");
    if (!items) throw PythonError();
    for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(items); ++i)
      call(PySequence_Fast_GET_ITEM(items, i));
    Py_DECREF(items);
    if (PyErr_Occurred()) throw PythonError();
  }
  template <class Each>
  void each_item(PyObject* dict, Each call) {
    PyObject *key, *value;
    Py_ssize_t at = 0;
    while (PyDict_Next(dict, &at, &key, &value)) call(key, value);
    if (PyErr_Occurred()) throw PythonError();
  }

  double number(const char* name) {
    double found = PyFloat_AsDouble(get(get("numbers"), name));
    if (PyErr_Occurred()) throw PythonError();
    return found;
  }
  size_t whole(const char* name) { return size_t(number(name)); }

  void callbacks() {
    into_.keys.letters.set_source(keep("letter"));
    into_.keys.python_fold = keep("fold");
    into_.keys.python_han = keep("han");
    into_.keys.python_decoded = keep("decoded");
    into_.keys.python_letters = keep("pinyin_letters");
    into_.scoring.python_partial = keep("partial_ratio");
  }

  void set(const char* name, TextSet& into) {
    each(get(name), [&](PyObject* word) { into.put(str_of(word), true); });
  }

  void vocabulary() {
    WordTables& words = into_.keys.words;
    each_item(get("common"), [&](PyObject* word, PyObject* value) {
      double weight = PyFloat_AsDouble(PyTuple_GetItem(value, 0));
      words.common.put(str_of(word), {weight, kind_of(str_of(PyTuple_GetItem(value, 1)))});
    });
    each_item(get("synonyms"), [&](PyObject* word, PyObject* way) {
      words.synonyms.put(str_of(word), str_of(way));
    });
    set("stop", words.stop);
    set("pieces", words.pieces);
    set("places", words.places);
    set("within", words.within);
    set("address", words.address);
    each_item(get("forms"), [&](PyObject* form, PyObject* where) {
      Str text = str_of(form), stands = str_of(where);
      words.forms.put(text, stands == U"start" ? 1 : stands == U"end" ? 2 : 0);
      for (size_t size = 1; size <= text.size(); ++size)
        words.form_beginnings.put_first(View(text).substr(0, size), true);
    });
    each(get("glued_forms"), [&](PyObject* form) { words.glued_forms.push_back(str_of(form)); });
    each(get("long_forms"), [&](PyObject* form) { words.long_forms.push_back(str_of(form)); });
    each_item(get("romanised"), [&](PyObject* letter, PyObject* latin) {
      words.romanised[str_of(letter)[0]] = str_of(latin);
    });
    each(get("sounds"), [&](PyObject* rule) {
      words.sounds.emplace_back(str_of(PyTuple_GetItem(rule, 0)), str_of(PyTuple_GetItem(rule, 1)));
    });
    each(get("syllables"), [&](PyObject* syllable) { words.pinyin.add(str_of(syllable)); });
    each(get("alike_syllables"), [&](PyObject* pair) {
      words.pinyin.add_alike(str_of(PyTuple_GetItem(pair, 0)), str_of(PyTuple_GetItem(pair, 1)));
    });
    each(get("sayable"), [&](PyObject* word) { into_.keys.sayable.add(str_of(word)); });
    each_item(get("look_alikes"), [&](PyObject* from, PyObject* to) {
      into_.keys.look_alikes[char32_t(PyLong_AsLong(from))] = char32_t(PyLong_AsLong(to));
    });
  }

  void numbers() {
    WordTables& w = into_.keys.words;
    w.longest_form = whole("longest_form");
    w.stop_weight = number("stop_weight");
    w.number_weight = number("number_weight");
    w.letters_weight = number("letters_weight");
    w.long_form = whole("long_form");
    w.shortest_place = whole("shortest_place");
    w.glued_place = whole("glued_place");
    w.most_tokens = whole("most_tokens");
    w.longest_name = whole("longest_name");
    w.cut_from = whole("cut_from");
    w.cut_to = whole("cut_to");
    into_.keys.shortest_decoded = whole("shortest_decoded");
    into_.keys.longest_decoded = whole("longest_decoded");
    limits(into_.scoring.limits);
    rules(into_.rules);
  }

  void limits(Limits& l) {
    l.alike = number("alike");
    l.shortened = number("shortened");
    l.place_within = number("place_within");
    l.shortest_part = whole("shortest_part");
    l.most_joined = whole("most_joined");
    l.behind_cut = number("behind_cut");
    l.full = number("full");
    l.address = number("address");
    l.heard = number("heard");
    l.short_name = whole("short_name");
    l.cut_name = whole("cut_name");
    l.tail_break = number("tail_break");
    l.tail_form = number("tail_form");
    l.tail_digits = number("tail_digits");
    l.tail_word = number("tail_word");
    l.tail_place = number("tail_place");
    l.tail_each = number("tail_each");
    l.tail_base = number("tail_base");
    l.tail_per_word = number("tail_per_word");
    l.tail_few = whole("tail_few");
    l.tail_alone = number("tail_alone");
    l.not_telling = number("not_telling");
    l.telling_sound = number("telling_sound");
    l.telling_read = number("telling_read");
    l.nearly_all = number("nearly_all");
    l.part = number("part");
    l.lead = number("lead");
    l.left_out = number("left_out");
    l.unit = number("unit");
    l.whole_name = number("whole_name");
    l.begun = number("begun");
    l.beginning = whole("beginning");
    l.read_whole = number("read_whole");
    l.shortest_read = whole("shortest_read");
    l.short_meaning = whole("short_meaning");
    l.within = number("within");
    l.words_agree = number("words_agree");
    l.words_differ = number("words_differ");
  }

  void rules(SearchRules& r) {
    r.share = whole("share");
    r.share_of = whole("share_of");
    r.common = whole("common_rows");
    r.common_part = whole("common_part");
    r.ends = whole("ends");
    r.shortest_reading = whole("shortest_reading");
    r.budget = whole("budget");
    r.most = whole("most");
    r.most_probes = whole("most_probes");
    r.shortest_split = whole("shortest_split");
    r.shortest_part = whole("shortest_split_part");
    r.shortest_near = whole("shortest_near");
    r.most_parts = whole("most_parts");
    r.beginning = whole("beginning");
    r.begun_weight = uint32_t(whole("begun_weight"));
    r.nothing_told = uint32_t(whole("nothing_told"));
    r.nearly_whole = uint32_t(whole("nearly_whole"));
    r.least_of_listed = uint32_t(whole("least_of_listed"));
    r.half = uint32_t(whole("half"));
    r.mostly = uint32_t(whole("mostly"));
    r.cell = uint32_t(whole("cell"));
    r.both = uint32_t(whole("both"));
    r.longest_syllable = whole("longest_syllable");
    r.shortest_short = whole("shortest_short");
    r.different = int64_t(whole("different"));
    r.long_name = whole("long_name");
    r.syllables = whole("syllables");
    r.short_word = whole("short_word");
    r.shortest = whole("shortest");
    r.longest = whole("longest");
    r.longest_short = whole("longest_short");
    r.shortest_long = whole("shortest_long");
    r.shortest_twice = whole("shortest_twice");
    if (r.most_probes > 64) throw std::invalid_argument("at most 64 things are looked up for a name");
  }

  void model(const char* name, const char* const* features, size_t count, Model& into) {
    PyObject* found = get(get("models"), name);
    into.base = PyFloat_AsDouble(PyTuple_GetItem(found, 0));
    into.weights.assign(count, 0.0);
    each_item(PyTuple_GetItem(found, 1), [&](PyObject* feature, PyObject* weight) {
      Str text = str_of(feature);
      std::string plain(text.begin(), text.end());
      for (size_t i = 0; i < count; ++i)
        if (plain == features[i]) {
          into.weights[i] = PyFloat_AsDouble(weight);
          return;
        }
      throw std::invalid_argument("the kernel does not know the feature " + plain);
    });
  }

  void models() {
    model("words", word_feature_names, WORD_COUNT, into_.scoring.words);
    model("across", word_feature_names, WORD_COUNT, into_.scoring.across);
    model("han", han_feature_names, HAN_COUNT, into_.scoring.han);
  }
};

}  // namespace kernel
