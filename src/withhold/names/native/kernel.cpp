// The Python side of the kernel: tables in, an index in one buffer, names in, hits out.
#define PY_SSIZE_T_CLEAN
#include "index.hpp"
#include "tables.hpp"

using namespace kernel;

namespace {

constexpr const char* TABLES = "withhold.names.tables";
constexpr const char* INDEX = "withhold.names.index";

// What one set of tables serves: the tables, and keys to compare single names with.
struct Held {
  Tables tables;
  std::unique_ptr<Keys> keys;
  std::unique_ptr<Scorer> scorer;
};

struct Opened {
  PyObject* tables;  // the capsule that holds them
  Py_buffer buffer;
  std::unique_ptr<Search> search;
};

template <class Call>
PyObject* guarded(Call call) {
  try {
    return call();
  } catch (const PythonError&) {
    return nullptr;
  } catch (const std::bad_alloc&) {
    return PyErr_NoMemory();
  } catch (const std::exception& e) {
    PyErr_SetString(PyExc_ValueError, e.what());
    return nullptr;
  }
}

Held* held(PyObject* capsule) {
  void* found = PyCapsule_GetPointer(capsule, TABLES);
  if (!found) throw PythonError();
  return static_cast<Held*>(found);
}

Opened* opened(PyObject* capsule) {
  void* found = PyCapsule_GetPointer(capsule, INDEX);
  if (!found) throw PythonError();
  return static_cast<Opened*>(found);
}

void free_tables(PyObject* capsule) { delete static_cast<Held*>(PyCapsule_GetPointer(capsule, TABLES)); }

void free_index(PyObject* capsule) {
  Opened* o = static_cast<Opened*>(PyCapsule_GetPointer(capsule, INDEX));
  o->search.reset();
  PyBuffer_Release(&o->buffer);
  Py_DECREF(o->tables);
  delete o;
}

PyObject* make_tables(PyObject*, PyObject* dict) {
  return guarded([&]() -> PyObject* {
    auto made = std::make_unique<Held>();
    TableReader(dict, made->tables).read();
    made->keys = std::make_unique<Keys>(made->tables.keys);
    made->scorer = std::make_unique<Scorer>(made->keys->words, made->tables.scoring);
    PyObject* capsule = PyCapsule_New(made.get(), TABLES, free_tables);
    if (capsule) made.release();
    return capsule;
  });
}

std::vector<uint32_t> numbers_of(Py_buffer& buffer) {
  const uint32_t* from = static_cast<const uint32_t*>(buffer.buf);
  return {from, from + buffer.len / 4};
}

// build(tables, names, entities, ranks, digest) -> bytes
PyObject* build(PyObject*, PyObject* args) {
  PyObject *capsule, *names;
  Py_buffer entities, ranks, digest;
  if (!PyArg_ParseTuple(args, "OOy*y*y*", &capsule, &names, &entities, &ranks, &digest)) return nullptr;
  PyObject* found = guarded([&]() -> PyObject* {
    Held* h = held(capsule);
    PyObject* items = PySequence_Fast(names, "names are a sequence");
    if (!items) throw PythonError();
    Py_ssize_t count = PySequence_Fast_GET_SIZE(items);
    if (digest.len != 32 || entities.len != 4 * count || ranks.len != 4 * count) {
      Py_DECREF(items);
      throw std::invalid_argument("an index needs an entity and a rank for each name");
    }
    PyObject* out = nullptr;
    try {
      Keys keys(h->tables.keys);
      Builder builder(keys, h->tables.rules);
      Str name;
      for (Py_ssize_t i = 0; i < count; ++i) {
        from_python(PySequence_Fast_GET_ITEM(items, i), name, Py_ssize_t(keys.words.tables.longest_name));
        builder.add(name);
        if ((i & 4095) == 0 && PyErr_CheckSignals()) throw PythonError();
      }
      auto room = [&](size_t size) {
        out = PyBytes_FromStringAndSize(nullptr, Py_ssize_t(size));
        if (!out) throw PythonError();
        return reinterpret_cast<uint8_t*>(PyBytes_AS_STRING(out));
      };
      builder.finish(numbers_of(entities), numbers_of(ranks), static_cast<uint8_t*>(digest.buf), room);
    } catch (...) {
      Py_DECREF(items);
      throw;
    }
    Py_DECREF(items);
    return out;
  });
  PyBuffer_Release(&entities);
  PyBuffer_Release(&ranks);
  PyBuffer_Release(&digest);
  return found;
}

// load(tables, buffer) -> index
PyObject* open_index(PyObject*, PyObject* args) {
  PyObject* capsule;
  Py_buffer buffer;
  if (!PyArg_ParseTuple(args, "Oy*", &capsule, &buffer)) return nullptr;
  auto made = std::make_unique<Opened>();
  PyObject* found = guarded([&]() -> PyObject* {
    Held* h = held(capsule);
    made->search = std::make_unique<Search>(h->tables.keys, h->tables.scoring, h->tables.rules,
                                            static_cast<uint8_t*>(buffer.buf), size_t(buffer.len));
    return PyCapsule_New(made.get(), INDEX, free_index);
  });
  if (!found) {
    PyBuffer_Release(&buffer);
    return nullptr;
  }
  Py_INCREF(capsule);
  made->tables = capsule;
  made->buffer = buffer;
  made.release();
  return found;
}

// digest(index) -> bytes
PyObject* digest_of(PyObject*, PyObject* capsule) {
  return guarded([&]() -> PyObject* {
    const Header& h = opened(capsule)->search->header();
    return PyBytes_FromStringAndSize(reinterpret_cast<const char*>(h.digest), 32);
  });
}

// The same strings once: for each the number of its first likeness.
class Uniques {
 public:
  explicit Uniques(size_t count) {
    size_t room = 16;
    while (room < 2 * count) room *= 2;
    slots_.assign(room, Slot{});
  }
  // The number of a text; `fresh` where it was not seen before.
  uint32_t number(const void* data, size_t size, int kind, bool& fresh) {
    const uint8_t* bytes = static_cast<const uint8_t*>(data);
    uint64_t h = checksum_of(bytes, size) ^ uint64_t(kind) << 60;
    size_t mask = slots_.size() - 1, at = h & mask;
    for (; slots_[at].number != ~0u; at = (at + 1) & mask) {
      const Item* item = slots_[at].tag == uint32_t(h >> 32) ? &items_[slots_[at].number] : nullptr;
      if (item && item->size == size && item->kind == kind && !std::memcmp(item->data, data, size)) {
        fresh = false;
        return slots_[at].number;
      }
    }
    fresh = true;
    slots_[at] = {uint32_t(h >> 32), uint32_t(items_.size())};
    items_.push_back({bytes, size, kind});
    return uint32_t(items_.size() - 1);
  }

 private:
  struct Slot {
    uint32_t tag = 0, number = ~0u;
  };
  struct Item {
    const uint8_t* data;
    size_t size;
    int kind;
  };
  std::vector<Slot> slots_;
  std::vector<Item> items_;
};

// Hits of many names as three columns.
struct Columns {
  std::vector<uint32_t> query, listed;
  std::vector<double> score;
  std::vector<Hit> hits;
  std::vector<std::pair<uint32_t, uint32_t>> spans;  // of each unique name in `kept`
  std::vector<Hit> kept;

  void add(size_t number, uint32_t unique) {
    for (uint32_t k = spans[unique].first; k < spans[unique].second; ++k) {
      query.push_back(uint32_t(number));
      listed.push_back(kept[k].listed);
      score.push_back(kept[k].score);
    }
  }
  PyObject* python() const {
    auto column = [](const void* data, size_t size) {
      return PyBytes_FromStringAndSize(static_cast<const char*>(data), Py_ssize_t(size));
    };
    return Py_BuildValue("NNN", column(query.data(), query.size() * 4),
                         column(listed.data(), listed.size() * 4), column(score.data(), score.size() * 8));
  }
};

// match(index, names, least, most) -> (query numbers, listed numbers, scores)
PyObject* match(PyObject*, PyObject* args) {
  PyObject *capsule, *names;
  double least;
  Py_ssize_t most;
  if (!PyArg_ParseTuple(args, "OOdn", &capsule, &names, &least, &most)) return nullptr;
  return guarded([&]() -> PyObject* {
    Search& search = *opened(capsule)->search;
    PyObject* items = PySequence_Fast(names, "names are a sequence");
    if (!items) throw PythonError();
    Columns columns;
    try {
      Py_ssize_t count = PySequence_Fast_GET_SIZE(items);
      Uniques uniques{size_t(count)};
      Str name;
      for (Py_ssize_t i = 0; i < count; ++i) {
        PyObject* text = PySequence_Fast_GET_ITEM(items, i);
        if (!PyUnicode_Check(text)) {
          PyErr_SetString(PyExc_TypeError, "a name is a str");
          throw PythonError();
        }
        bool fresh;
        int kind = PyUnicode_KIND(text);
        uint32_t unique =
            uniques.number(PyUnicode_DATA(text), size_t(PyUnicode_GET_LENGTH(text)) * kind, kind, fresh);
        if (fresh) {
          from_python(text, name, 500);
          search.match(name, least, size_t(most), columns.hits);
          uint32_t from = uint32_t(columns.kept.size());
          columns.kept.insert(columns.kept.end(), columns.hits.begin(), columns.hits.end());
          columns.spans.push_back({from, uint32_t(columns.kept.size())});
          if ((i & 1023) == 0 && PyErr_CheckSignals()) throw PythonError();
        }
        columns.add(size_t(i), unique);
      }
    } catch (...) {
      Py_DECREF(items);
      throw;
    }
    Py_DECREF(items);
    return columns.python();
  });
}

// candidates(index, name, telling) -> list of numbers
PyObject* candidates(PyObject*, PyObject* args) {
  PyObject *capsule, *text;
  int telling;
  if (!PyArg_ParseTuple(args, "OUp", &capsule, &text, &telling)) return nullptr;
  return guarded([&]() -> PyObject* {
    Str name;
    from_python(text, name, 500);
    auto& numbers = opened(capsule)->search->numbers(name, telling);
    PyObject* found = PyList_New(Py_ssize_t(numbers.size()));
    for (size_t i = 0; found && i < numbers.size(); ++i)
      PyList_SET_ITEM(found, Py_ssize_t(i), PyLong_FromUnsignedLong(numbers[i]));
    return found;
  });
}

// A cell with one of these may hold several names; so may one with words that join names.
constexpr const char* SIGNS = ";|/";

// The ends of what joins names: the word before the last (it may be empty), and the last.
using Joining = std::vector<std::pair<std::string, std::string>>;

bool same_word(const uint8_t* text, size_t size, const std::string& word) {
  if (word.size() != size) return false;
  for (size_t k = 0; k < size; ++k)
    if ((text[k] | 32) != uint8_t(word[k])) return false;
  return true;
}

bool may_hold_several(const uint8_t* text, size_t size, const Joining& joining) {
  auto letter = [](uint8_t c) { return uint8_t((c | 32) - 'a') < 26; };
  auto inside = [&](uint8_t c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  auto blank = [](uint8_t c) { return c == ' ' || (c >= 9 && c <= 13) || (c >= 28 && c <= 31); };
  size_t before = 0, before_size = 0, gap = 0;  // the word before, and where what parts it begins
  for (size_t i = 0; i < size; ++i) {
    for (const char* sign = SIGNS; *sign; ++sign)
      if (text[i] == uint8_t(*sign)) return true;
    if (!inside(text[i])) continue;
    size_t end = i;
    while (end < size && inside(text[end])) ++end;
    bool parted = before_size > 0 && gap < i;
    for (size_t k = gap; k < i; ++k) parted &= blank(text[k]);
    for (auto& [first, last] : joining)
      if (same_word(text + i, end - i, last) &&
          (first.empty() || (parted && same_word(text + before, before_size, first))))
        return true;
    before = i;
    before_size = end - i;
    gap = end;
    i = end - 1;
  }
  return false;
}

Joining joining_of(PyObject* pairs) {
  Joining joining;
  PyObject* rows = PySequence_Fast(pairs, "joining words are a sequence");
  if (!rows) throw PythonError();
  for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(rows); ++i) {
    const char *first, *last;
    if (!PyArg_ParseTuple(PySequence_Fast_GET_ITEM(rows, i), "ss", &first, &last)) {
      Py_DECREF(rows);
      throw PythonError();
    }
    joining.push_back({first, last});
  }
  Py_DECREF(rows);
  return joining;
}

// several(cells, joining) -> numbers of the cells that may hold several names
PyObject* several(PyObject*, PyObject* args) {
  PyObject *cells, *pairs;
  if (!PyArg_ParseTuple(args, "OO", &cells, &pairs)) return nullptr;
  return guarded([&]() -> PyObject* {
    Joining joining = joining_of(pairs);
    PyObject* items = PySequence_Fast(cells, "cells are a sequence");
    if (!items) throw PythonError();
    PyObject* found = PyList_New(0);
    Py_ssize_t count = PySequence_Fast_GET_SIZE(items);
    for (Py_ssize_t i = 0; found && i < count; ++i) {
      PyObject* text = PySequence_Fast_GET_ITEM(items, i);
      if (!PyUnicode_Check(text)) {
        PyErr_SetString(PyExc_TypeError, "a name is a str");
        Py_CLEAR(found);
        break;
      }
      if (PyUnicode_IS_ASCII(text) &&
          !may_hold_several(static_cast<uint8_t*>(PyUnicode_DATA(text)),
                            size_t(PyUnicode_GET_LENGTH(text)), joining))
        continue;
      PyObject* number = PyLong_FromSsize_t(i);
      if (!number || PyList_Append(found, number) < 0) Py_CLEAR(found);
      Py_XDECREF(number);
    }
    Py_DECREF(items);
    return found;
  });
}

Keys& single_keys(Held* h) {
  if (h->keys->words.size() > 200000) h->keys->forget();
  return *h->keys;
}

// score(tables, one, other) -> (score, way)
PyObject* score(PyObject*, PyObject* args) {
  PyObject *capsule, *one, *other;
  if (!PyArg_ParseTuple(args, "OUU", &capsule, &one, &other)) return nullptr;
  return guarded([&]() -> PyObject* {
    Held* h = held(capsule);
    Keys& keys = single_keys(h);
    Key a, b;
    Str text;
    from_python(one, text);
    keys.make(text, a);
    from_python(other, text);
    keys.make(text, b);
    Way way;
    double found = h->scorer->score(a, b, &way);
    static const char* const ways[] = {"none", "same", "han", "words", "decoded", "across"};
    return Py_BuildValue("ds", found, ways[way]);
  });
}

// most(tables, one, other) -> the bound of the score that spares names their comparison
PyObject* most(PyObject*, PyObject* args) {
  PyObject *capsule, *one, *other;
  if (!PyArg_ParseTuple(args, "OUU", &capsule, &one, &other)) return nullptr;
  return guarded([&]() -> PyObject* {
    Held* h = held(capsule);
    Keys& keys = single_keys(h);
    Bound bound(keys.words, h->tables.scoring.limits, h->tables.scoring.words);
    OutlineStore store(512);
    Key a, b;
    Str text;
    from_python(one, text);
    keys.make(text, a);
    from_python(other, text);
    keys.make(text, b);
    const Outline *left = bound.outline(a, store), *right = bound.outline(b, store);
    bool said = !bound.may_reach(*left, *right, 2);
    return PyFloat_FromDouble(said ? bound.most(*left, *right) : 1.0);
  });
}

// key(tables, name) -> (folded, tokens, plain words)
PyObject* key(PyObject*, PyObject* args) {
  PyObject *capsule, *name;
  if (!PyArg_ParseTuple(args, "OU", &capsule, &name)) return nullptr;
  return guarded([&]() -> PyObject* {
    Keys& keys = single_keys(held(capsule));
    Key made;
    Str text;
    from_python(name, text);
    keys.make(text, made);
    PyObject *tokens = PyList_New(0), *plain = PyList_New(0);
    static const char* const kinds[] = {"brand", "trade", "place", "number", "letters", "stop", "form", "other"};
    for (auto& t : made.tokens) {
      PyObject* row = Py_BuildValue("NNsdO", to_python(keys.words.at(t.word).text),
                                    to_python(keys.words.at(t.way).text), kinds[t.kind], t.weight,
                                    t.breaks ? Py_True : Py_False);
      PyList_Append(tokens, row);
      Py_XDECREF(row);
    }
    for (uint32_t w : made.plain) {
      PyObject* word = to_python(keys.words.at(w).text);
      PyList_Append(plain, word);
      Py_DECREF(word);
    }
    return Py_BuildValue("NNN", to_python(made.folded), tokens, plain);
  });
}

// likeness(measure, one, other) -> float
PyObject* likeness(PyObject*, PyObject* args) {
  const char* measure;
  PyObject *one, *other;
  if (!PyArg_ParseTuple(args, "sUU", &measure, &one, &other)) return nullptr;
  return guarded([&]() -> PyObject* {
    Str a = str_of(one), b = str_of(other);
    std::string name(measure);
    if (name == "osa") return PyFloat_FromDouble(double(osa(a, b)));
    if (name == "levenshtein") return PyFloat_FromDouble(levenshtein_likeness(a, b));
    if (name == "indel") return PyFloat_FromDouble(indel_likeness(a, b));
    if (name == "winkler") return PyFloat_FromDouble(jaro_winkler(a, b));
    if (name == "partial") return PyFloat_FromDouble(partial_likeness(a, b));
    throw std::invalid_argument("no such measure");
  });
}

PyMethodDef methods[] = {
    {"tables", make_tables, METH_O, "The tables of Python, ready for use."},
    {"build", build, METH_VARARGS, "An index of listed names in one buffer."},
    {"load", open_index, METH_VARARGS, "An index in a buffer, ready to be asked."},
    {"digest", digest_of, METH_O, "What an index was made from."},
    {"match", match, METH_VARARGS, "Names looked up: query numbers, listed numbers, scores."},
    {"several", several, METH_VARARGS, "The numbers of the cells that may hold several names."},
    {"candidates", candidates, METH_VARARGS, "The numbers of the listed names worth comparing."},
    {"score", score, METH_VARARGS, "The score of two names, and the way it was come by."},
    {"most", most, METH_VARARGS, "The most that the score of two names can be."},
    {"key", key, METH_VARARGS, "A name folded, its tokens, its plain words."},
    {"likeness", likeness, METH_VARARGS, "How alike two words are by a measure."},
    {nullptr, nullptr, 0, nullptr}};

PyModuleDef module = {PyModuleDef_HEAD_INIT, "withhold.names._kernel",
                      "The compiled kernel of name matching.", -1, methods,
                      nullptr, nullptr, nullptr, nullptr};

}  // namespace

PyMODINIT_FUNC PyInit__kernel() { return PyModule_Create(&module); }
