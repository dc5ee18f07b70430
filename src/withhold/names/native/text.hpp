// Text as code points, and folding: the same words as withhold.text.fold makes.
#pragma once
#include <Python.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kernel {

using Str = std::u32string;
using View = std::u32string_view;

// A Python error is set; unwinds to the border.
struct PythonError : std::runtime_error {
  PythonError() : std::runtime_error("python") {}
};

inline uint64_t mix(uint64_t h) {
  h ^= h >> 32;
  h *= 0x9E3779B97F4A7C15ull;
  h ^= h >> 29;
  h *= 0xBF58476D1CE4E5B9ull;
  h ^= h >> 32;
  return h;
}

inline uint64_t hash_of(View text, uint64_t seed = 0) {
  uint64_t h = seed ^ (text.size() * 0x9E3779B97F4A7C15ull);
  size_t i = 0;
  for (; i + 4 <= text.size(); i += 4) {
    h = (h ^ (uint64_t(text[i]) | uint64_t(text[i + 1]) << 32)) * 0xD6E8FEB86659FD93ull ^
        (uint64_t(text[i + 2]) | uint64_t(text[i + 3]) << 32) * 0xA24BAED4963EE407ull;
    h ^= h >> 32;
  }
  for (; i + 2 <= text.size(); i += 2) {
    h ^= uint64_t(text[i]) | uint64_t(text[i + 1]) << 32;
    h *= 0xD6E8FEB86659FD93ull;
    h ^= h >> 32;
  }
  if (i < text.size()) {
    h ^= text[i];
    h *= 0xD6E8FEB86659FD93ull;
    h ^= h >> 32;
  }
  return mix(h);
}

struct Hasher {
  size_t operator()(View text) const { return hash_of(text); }
};
struct StrHasher {
  using is_transparent = void;
  size_t operator()(View text) const { return hash_of(text); }
};

// A small map from text, read-only once made: flat, keyed by the 64-bit hash and the text.
template <class Value>
class TextMap {
 public:
  void put(View key, Value value) { put_new(key, value, true); }
  bool put_first(View key, Value value) { return put_new(key, value, false); }
  const Value* get(View key) const { return get(key, hash_of(key)); }
  const Value* get(View key, uint64_t h) const {
    if (slots_.empty()) return nullptr;
    for (size_t at = h & mask_;; at = (at + 1) & mask_) {
      int32_t found = slots_[at];
      if (found < 0) return nullptr;
      if (items_[found].hash == h && items_[found].key == key) return &items_[found].value;
    }
  }
  bool has(View key) const { return get(key) != nullptr; }
  bool has(View key, uint64_t h) const { return get(key, h) != nullptr; }
  size_t size() const { return items_.size(); }

 private:
  struct Item {
    uint64_t hash;
    Str key;
    Value value;
  };
  bool put_new(View key, Value value, bool replace) {
    uint64_t h = hash_of(key);
    if (const Value* held = get(key, h)) {
      if (replace) *const_cast<Value*>(held) = value;
      return false;
    }
    if ((items_.size() + 1) * 2 > slots_.size()) grow();
    items_.push_back({h, Str(key), value});
    place(int32_t(items_.size() - 1));
    return true;
  }
  void place(int32_t number) {
    size_t at = items_[number].hash & mask_;
    while (slots_[at] >= 0) at = (at + 1) & mask_;
    slots_[at] = number;
  }
  void grow() {
    slots_.assign(slots_.empty() ? 16 : slots_.size() * 2, -1);
    mask_ = slots_.size() - 1;
    for (size_t i = 0; i < items_.size(); ++i) place(int32_t(i));
  }
  std::vector<Item> items_;
  std::vector<int32_t> slots_;
  size_t mask_ = 0;
};

using TextSet = TextMap<bool>;

enum LetterFlag : uint8_t {
  WORD = 1,      // \w
  LETTER = 2,    // \w, no digit and no underscore
  DIGIT = 4,     // str.isdigit
  SPACE = 8,     // str.isspace
  HAN = 16,      // a Chinese character
  FOREIGN = 32,  // Greek or Cyrillic
  COMPOSES = 64  // may join the character before it: left to Python
};

inline PyObject* to_python(View text) {
  PyObject* made = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, text.data(), text.size());
  if (!made) throw PythonError();
  return made;
}

inline void from_python(PyObject* text, Str& into, Py_ssize_t most = -1) {
  if (!PyUnicode_Check(text)) {
    PyErr_SetString(PyExc_TypeError, "a name is a str");
    throw PythonError();
  }
  Py_ssize_t size = PyUnicode_GET_LENGTH(text);
  if (most >= 0 && size > most) size = most;
  into.resize(size);
  int kind = PyUnicode_KIND(text);
  const void* data = PyUnicode_DATA(text);
  if (kind == PyUnicode_1BYTE_KIND) {
    const uint8_t* bytes = static_cast<const uint8_t*>(data);
    for (Py_ssize_t i = 0; i < size; ++i) into[i] = bytes[i];
  } else {
    for (Py_ssize_t i = 0; i < size; ++i) into[i] = PyUnicode_READ(kind, data, i);
  }
}

inline Str str_of(PyObject* text) {
  Str made;
  from_python(text, made);
  return made;
}

// What every character is and is folded to; asked of Python once a character.
class Letters {
 public:
  void set_source(PyObject* letter) { source_ = letter; }
  uint8_t flags(char32_t c) { return c < 128 ? ascii_[c] : entry(c).flags; }
  View folded(char32_t c) {
    const Entry& e = entry(c);
    return View(text_.data() + e.start, e.size);
  }
  void prepare() {
    entries_.resize(0x10000);
    for (char32_t c = 0; c < 128; ++c) ascii_[c] = entry(c).flags;
  }

 private:
  struct Entry {
    uint32_t start = 0;
    uint16_t size = 0;
    uint8_t flags = 0;
    bool known = false;
  };
  Entry& entry(char32_t c) {
    Entry& e = c < 0x10000 ? entries_[c] : beyond_[c];
    if (!e.known) ask(c, e);
    return e;
  }
  void ask(char32_t c, Entry& e) {
    PyObject* found = PyObject_CallFunction(source_, "k", static_cast<unsigned long>(c));
    if (!found) throw PythonError();
    Str text = str_of(PyTuple_GetItem(found, 0));
    e.start = uint32_t(text_.size());
    e.size = uint16_t(text.size());
    e.flags = uint8_t(PyLong_AsLong(PyTuple_GetItem(found, 1)));
    e.known = true;
    text_ += text;
    Py_DECREF(found);
  }
  PyObject* source_ = nullptr;
  std::vector<Entry> entries_;
  std::unordered_map<char32_t, Entry> beyond_;
  Str text_;
  uint8_t ascii_[128] = {};
};

inline bool is_ascii(View text) {
  char32_t all = 0;
  for (char32_t c : text) all |= c;
  return all < 128;
}

inline bool starts(View text, size_t at, const char* with) {
  for (; *with; ++with, ++at)
    if (at >= text.size() || text[at] != char32_t(*with)) return false;
  return true;
}

using LookAlikes = std::unordered_map<char32_t, char32_t>;

// Folding: lower-case words parted by single blanks.
class Folding {
 public:
  Folding(Letters& letters, const LookAlikes& look_alikes, PyObject* python_fold)
      : letters(letters), look_alikes(look_alikes), python_fold(python_fold) {}

  Letters& letters;
  const LookAlikes& look_alikes;
  PyObject* python_fold;

  void fold(View text, Str& out) {
    View found = text;
    if (text.find(U'&') != View::npos) {
      entities(text, entities_);
      found = entities_;
    }
    if (is_ascii(found))
      fold_ascii(found, out);
    else
      fold_any(text, found, out);
  }

 private:
  Str entities_, dotted_, ascii_, mapped_, script_, signs_;

  static void entities(View text, Str& out) {
    out.clear();
    for (size_t i = 0; i < text.size();) {
      if (text[i] == U'&') {
        if (starts(text, i, "&#10;") || starts(text, i, "&#13;")) {
          out += U' ';
          i += 5;
          continue;
        }
        if (starts(text, i, "&nbsp;")) {
          out += U' ';
          i += 6;
          continue;
        }
        if (starts(text, i, "&amp;")) {
          out += U'&';
          i += 5;
          continue;
        }
      }
      out += text[i++];
    }
  }

  bool word_at(View t, size_t i) { return i < t.size() && (letters.flags(t[i]) & WORD); }
  bool letter_at(View t, size_t i) { return i < t.size() && (letters.flags(t[i]) & LETTER); }

  // True where two dots stand about one letter.
  static bool has_dotted(View text) {
    for (size_t dot = text.find(U'.'); dot != View::npos; dot = text.find(U'.', dot + 1))
      if (dot + 2 < text.size() && text[dot + 2] == U'.') return true;
    return false;
  }

  // S.A. de C.V. without its dots.
  View undotted(View text) {
    if (!has_dotted(text)) return text;
    dotted_.clear();
    size_t i = 0;
    while (i < text.size()) {
      bool edge = word_at(text, i) && !(i > 0 && word_at(text, i - 1));
      size_t pairs = 0;
      if (edge)
        while (letter_at(text, i + 2 * pairs) && i + 2 * pairs + 1 < text.size() &&
               text[i + 2 * pairs + 1] == U'.')
          ++pairs;
      if (pairs < 2) {
        dotted_ += text[i++];
        continue;
      }
      size_t end = i + 2 * pairs;
      if (letter_at(text, end) && !word_at(text, end + 1)) {
        ++end;
      } else if (!word_at(text, end) && pairs > 2) {
        --end;  // the last dot stays outside
      }
      for (; i < end; ++i)
        if (text[i] != U'.') dotted_ += text[i];
    }
    return dotted_;
  }

  void fold_ascii(View text, Str& out) {
    View found = undotted(text);
    // a blank and three letters for each sign, at the most
    if (ascii_.size() < 4 * found.size()) ascii_.resize(4 * found.size());
    char32_t *const begin = ascii_.data(), *end = begin;
    bool blank = false;
    auto add = [&](char32_t c) {
      if (blank && end != begin) *end++ = U' ';
      blank = false;
      *end++ = c;
    };
    for (char32_t c : found) {
      if ((c | 32) - U'a' < 26) {
        add(c | 32);
      } else if (c - U'0' < 10) {
        add(c);
      } else if (c == U'&') {
        blank = true;
        add(U'a');
        add(U'n');
        add(U'd');
        blank = true;
      } else if (c != U'\'' && c != U'`') {
        blank = true;
      }
    }
    out.assign(begin, end);
  }

  void fold_any(View asked, View text, Str& out) {
    mapped_.clear();
    bool foreign = false, latin = false, sign = false;
    for (char32_t c : text) {
      if (letters.flags(c) & COMPOSES) return fold_in_python(asked, out);
      mapped_ += letters.folded(c);
    }
    for (char32_t c : mapped_) {
      foreign |= (letters.flags(c) & FOREIGN) != 0;
      latin |= c >= U'a' && c <= U'z';
      sign |= c == U'&';
    }
    if (foreign && latin) one_script();
    View found = mapped_;
    if (sign) {
      signs_.clear();
      for (char32_t c : found)
        if (c == U'&')
          signs_ += U" and ";
        else
          signs_ += c;
      found = signs_;
    }
    found = undotted(found);
    out.clear();
    bool blank = false;
    for (size_t i = 0; i < found.size(); ++i) {
      char32_t c = found[i];
      bool mark = c == U'\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == U'`' || c == 0xB4;
      if (mark && i > 0 && word_at(found, i - 1) && word_at(found, i + 1)) continue;
      if (!word_at(found, i) || c == U'_') {
        blank = true;
        continue;
      }
      if (blank && !out.empty()) out += U' ';
      blank = false;
      out += c;
    }
  }

  // Words of mixed script in Latin letters.
  void one_script() {
    script_.clear();
    size_t i = 0;
    while (i < mapped_.size()) {
      while (i < mapped_.size() && (letters.flags(mapped_[i]) & SPACE)) ++i;
      size_t start = i;
      bool foreign = false, latin = false;
      while (i < mapped_.size() && !(letters.flags(mapped_[i]) & SPACE)) {
        foreign |= (letters.flags(mapped_[i]) & FOREIGN) != 0;
        latin |= mapped_[i] >= U'a' && mapped_[i] <= U'z';
        ++i;
      }
      if (i == start) break;
      if (!script_.empty()) script_ += U' ';
      for (size_t k = start; k < i; ++k) {
        auto other = foreign && latin ? look_alikes.find(mapped_[k]) : look_alikes.end();
        script_ += other == look_alikes.end() ? mapped_[k] : other->second;
      }
    }
    mapped_.swap(script_);
  }

  void fold_in_python(View text, Str& out) {
    PyObject* asked = to_python(text);
    PyObject* found = PyObject_CallFunctionObjArgs(python_fold, asked, nullptr);
    Py_DECREF(asked);
    if (!found) throw PythonError();
    from_python(found, out);
    Py_DECREF(found);
  }
};

}  // namespace kernel
