// What a name is compared by: the same keys as withhold.names.keys makes.
#pragma once
#include "words.hpp"

namespace kernel {

// The Chinese side of a name, made by Python once for the same characters.
struct HanName {
  Str characters, han, spoken;
  Str bare, whole;              // pinyin without and with legal forms
  std::vector<Token> english;   // as an English name would say it
  std::vector<std::vector<Str>> meanings;
  std::vector<Str> initials;
  std::vector<Str> compounds;   // what its brand may be called as one word; rising
  Str judged;                   // what the characters are compared by
  std::vector<Str> known;       // places and trade words in that
  bool describes;               // it is nothing else: it names nobody
};

struct Key {
  Str folded;
  std::vector<Token> tokens;
  size_t length = 0;
  std::shared_ptr<const HanName> han;  // none: no Chinese characters that name anybody
  bool tells = false;                   // one of its words does
  Str letters;                          // all its words written together
  Str pinyin;                           // the letters it may be pinyin by, legal forms left out
  std::vector<Token> decoded;           // those letters as words, where they are pinyin
  std::vector<uint32_t> plain;          // its words as they stand

  bool has_han() const { return han != nullptr; }
  bool in_two_scripts() const { return has_han() && tells; }
};

inline bool is_han(char32_t c) {
  if (c < 0x3400) return false;
  return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
}

// The first so many words of a folded name; empty where it has fewer, or other letters than ASCII.
inline View beginning(View folded, size_t words) {
  if (!is_ascii(folded)) return View();
  for (size_t i = 0; i <= folded.size(); ++i)
    if ((i == folded.size() || folded[i] == U' ') && --words == 0) return folded.substr(0, i);
  return View();
}

// True where a folded name of so many words or more is, word for word, how a longer one begins.
inline bool begins_name(View one, View other, size_t words) {
  if (one.size() > other.size()) std::swap(one, other);
  return one.size() < other.size() && other[one.size()] == U' ' && other.substr(0, one.size()) == one &&
         !beginning(one, words).empty() && is_ascii(other);
}

// What keys are made with.
struct KeyTables {
  Letters letters;
  LookAlikes look_alikes;
  WordTables words;
  Sayable sayable;
  size_t shortest_decoded = 8, longest_decoded = 80;
  PyObject *python_fold = nullptr, *python_han = nullptr, *python_decoded = nullptr,
           *python_letters = nullptr;
};

class Keys {
 public:
  explicit Keys(KeyTables& tables)
      : folding(tables.letters, tables.look_alikes, tables.python_fold),
        words(tables.words, tables.letters),
        tables_(tables) {}

  Folding folding;
  Words words;

  void make(View name, Key& key) {
    View written = name.substr(0, words.tables.longest_name);
    folding.fold(written, key.folded);
    key.length = stripped(written);
    key.tokens.clear();
    key.plain.clear();
    bool cut = key.length >= words.tables.cut_from && key.length < words.tables.cut_to;
    split_lines(written);
    if (lines_.size() == 1) {
      cut_words(key.folded);
      key.plain = line_words_;
      for (uint32_t& w : key.plain) w = words.latin(w);
      if (raw_words_ > words.tables.most_tokens) plain_words(key.folded, key.plain);
      words.mark_forms(line_words_, key.tokens);
    } else {
      whole_.clear();
      for (size_t i = 0; i < lines_.size(); ++i) {
        if (i) whole_ += U' ';
        whole_ += lines_[i];
        folding.fold(lines_[i], line_);
        cut_words(line_);
        size_t first = key.tokens.size();
        words.mark_forms(line_words_, key.tokens);
        if (i && key.tokens.size() > first) key.tokens[first].breaks = true;
      }
      folding.fold(whole_, line_);
      plain_words(line_, key.plain);
    }
    if (cut && key.tokens.size() > 1 &&
        words.begins_long_form(words.at(key.tokens.back().word).text)) {
      key.tokens.back().kind = FORM;
      key.tokens.back().weight = 0;
    }
    if (key.tokens.size() > words.tables.most_tokens)
      key.tokens.erase(key.tokens.begin() + words.tables.most_tokens, key.tokens.end());
    key.letters.clear();
    for (auto& t : key.tokens) key.letters += words.at(t.word).text;
    key.tells = false;
    for (auto& t : key.tokens) key.tells |= t.kind == BRAND || t.kind == LETTERS;
    read_han(written, key);
    if (key.han && (key.han->han.empty() || (key.han->describes && key.tells))) key.han = nullptr;
    read_pinyin(key);
  }

  void tokens_from(PyObject* rows, std::vector<Token>& out) {
    out.clear();
    for (Py_ssize_t i = 0; i < PySequence_Size(rows); ++i) {
      PyObject* row = PyTuple_GET_ITEM(rows, i);  // text, ways, kind, weight
      Token t{};
      t.word = words.number(str_of(PyTuple_GET_ITEM(row, 0)));
      auto ways = std::make_shared<std::vector<uint32_t>>();
      PyObject* others = PyTuple_GET_ITEM(row, 1);
      for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(others); ++k)
        ways->push_back(words.number(str_of(PyTuple_GET_ITEM(others, k))));
      t.way = ways->empty() ? t.word : ways->front();
      std::sort(ways->begin(), ways->end());
      if (ways->size() > 1) t.ways = ways;
      t.kind = kind_of(str_of(PyTuple_GET_ITEM(row, 2)));
      t.weight = PyFloat_AsDouble(PyTuple_GET_ITEM(row, 3));
      out.push_back(t);
    }
  }

  void forget() {
    han_.clear();
    words.clear();
  }

 private:
  KeyTables& tables_;
  std::vector<View> lines_;
  std::vector<uint32_t> line_words_;
  size_t raw_words_ = 0;
  Str line_, whole_, characters_, blanked_;
  std::unordered_map<Str, std::shared_ptr<const HanName>, StrHasher> han_;

  size_t stripped(View text) {
    size_t from = 0, to = text.size();
    while (from < to && (folding.letters.flags(text[from]) & SPACE)) ++from;
    while (to > from && (folding.letters.flags(text[to - 1]) & SPACE)) --to;
    return to - from;
  }

  // The length of a break of a line at a place; 0: there is none.
  size_t break_at(View t, size_t i) {
    char32_t c = t[i];
    if (c > U'<' && c < 0x2028) return 0;
    auto is_break = [](char32_t b) {
      return b == U'\r' || b == U'\n' || b == U'\v' || b == U'\f' || b == 0x2028 || b == 0x2029;
    };
    if (is_break(c)) {
      size_t k = i;
      while (k < t.size() && is_break(t[k])) ++k;
      return k - i;
    }
    if (c == U'&') {
      for (const char* sign : {"&#10;", "&#13;", "&#010;", "&#013;"})
        if (starts(t, i, sign)) return std::strlen(sign);
    } else if (c == U'<' && starts(t, i, "<br")) {
      size_t k = i + 3;
      while (k < t.size() && (folding.letters.flags(t[k]) & SPACE)) ++k;
      if (k < t.size() && t[k] == U'/') ++k;
      if (k < t.size() && t[k] == U'>') return k + 1 - i;
    } else if (c == U'/' && i > 0 && i + 2 < t.size() && t[i + 1] == U'N') {
      char32_t b = t[i - 1], a = t[i + 2];
      bool before = (b >= U'A' && b <= U'Z') || (b >= U'0' && b <= U'9') || b == U'.' || b == U')';
      bool after = (a >= U'A' && a <= U'Z') || (a >= U'0' && a <= U'9') || a == U'#';
      if (before && after) return 2;
    }
    return 0;
  }

  // False where no character of a text can be in the break of a line.
  static bool may_break(View text) {
    constexpr uint64_t SIGNS = 15ull << U'\n' | 1ull << U'&' | 1ull << U'/' | 1ull << U'<';
    bool found = false;
    for (char32_t c : text) found |= c < 64 ? SIGNS >> c & 1 : c >= 0x2028;
    return found;
  }

  void split_lines(View text) {
    lines_.clear();
    if (!may_break(text)) return lines_.push_back(text);
    size_t start = 0;
    for (size_t i = 0; i < text.size();) {
      size_t size = break_at(text, i);
      if (size) {
        lines_.push_back(text.substr(start, i - start));
        i += size;
        start = i;
      } else {
        ++i;
      }
    }
    lines_.push_back(text.substr(start));
  }

  void add_word(View text, std::vector<uint32_t>& out) {
    uint32_t number = words.number(text);
    size_t at = words.cut(number);
    if (!at) {
      out.push_back(number);
    } else {
      Str kept(words.at(number).text);
      out.push_back(words.number(View(kept).substr(0, at)));
      out.push_back(words.number(View(kept).substr(at)));
    }
  }

  template <class Each>
  static void each_word(View text, Each each) {
    size_t start = 0;
    bool inside = false;
    for (size_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && text[i] != U' ' && !is_han(text[i])) {
        if (!inside) start = i;
        inside = true;
      } else if (inside) {
        each(text.substr(start, i - start));
        inside = false;
      }
    }
  }

  void cut_words(View folded) {
    line_words_.clear();
    raw_words_ = 0;
    each_word(folded, [&](View word) {
      ++raw_words_;
      add_word(word, line_words_);
    });
  }

  void plain_words(View folded, std::vector<uint32_t>& out) {
    out.clear();
    size_t count = 0;
    each_word(folded, [&](View word) {
      if (count++ < words.tables.most_tokens) add_word(word, out);
    });
    for (uint32_t& w : out) w = words.latin(w);
  }

  void read_han(View written, Key& key) {
    key.han = nullptr;
    if (is_ascii(written)) return;
    bool has = false;
    for (char32_t c : written) has |= is_han(c);
    if (!has) return;
    characters_.clear();
    for (char32_t c : key.folded)
      if (is_han(c)) characters_ += c;
    auto held = han_.find(characters_);
    if (held != han_.end()) {
      key.han = held->second;
      return;
    }
    key.han = ask_han(characters_);
    if (han_.size() > 200000) han_.clear();
    han_.emplace(characters_, key.han);
  }

  std::shared_ptr<const HanName> ask_han(View characters) {
    PyObject* asked = to_python(characters);
    PyObject* found = PyObject_CallFunctionObjArgs(tables_.python_han, asked, nullptr);
    Py_DECREF(asked);
    if (!found) throw PythonError();
    auto made = std::make_shared<HanName>();
    made->characters = str_of(PyTuple_GET_ITEM(found, 0));
    made->han = str_of(PyTuple_GET_ITEM(found, 1));
    made->spoken = str_of(PyTuple_GET_ITEM(found, 2));
    made->whole = str_of(PyTuple_GET_ITEM(found, 3));
    made->bare = str_of(PyTuple_GET_ITEM(found, 4));
    tokens_from(PyTuple_GET_ITEM(found, 5), made->english);
    PyObject* meanings = PyTuple_GET_ITEM(found, 6);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(meanings); ++i)
      made->meanings.push_back(strings(PyTuple_GET_ITEM(meanings, i)));
    made->initials = strings(PyTuple_GET_ITEM(found, 7));
    made->judged = str_of(PyTuple_GET_ITEM(found, 8));
    made->known = strings(PyTuple_GET_ITEM(found, 9));
    made->compounds = strings(PyTuple_GET_ITEM(found, 10));
    std::sort(made->compounds.begin(), made->compounds.end());
    made->describes = PyTuple_GET_ITEM(found, 11) == Py_True;
    Py_DECREF(found);
    return made;
  }

  static std::vector<Str> strings(PyObject* tuple) {
    std::vector<Str> found;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple); ++i)
      found.push_back(str_of(PyTuple_GET_ITEM(tuple, i)));
    return found;
  }

  // The letters a name may be pinyin by; as words where they are.
  void read_pinyin(Key& key) {
    key.pinyin.clear();
    key.decoded.clear();
    for (auto& t : key.tokens) {
      if (t.kind == FORM) continue;
      const Word& word = words.at(t.word);
      if (word.only_letters) {
        key.pinyin += word.text;
        continue;
      }
      for (char32_t c : word.text)
        if (c >= U'a' && c <= U'z') key.pinyin += c;
    }
    static const View end = U"gongsi";
    if (key.pinyin.size() >= end.size() &&
        View(key.pinyin).substr(key.pinyin.size() - end.size()) == end) {
      PyObject* asked = to_python(key.pinyin);
      PyObject* found = PyObject_CallFunctionObjArgs(tables_.python_letters, asked, nullptr);
      Py_DECREF(asked);
      if (!found) throw PythonError();
      from_python(found, key.pinyin);
      Py_DECREF(found);
    }
    size_t size = key.pinyin.size();
    if (size < tables_.shortest_decoded || size > tables_.longest_decoded) return;
    if (!tables_.sayable.parts(key.pinyin)) return;
    PyObject* asked = to_python(key.pinyin);
    PyObject* found = PyObject_CallFunctionObjArgs(tables_.python_decoded, asked, nullptr);
    Py_DECREF(asked);
    if (!found) throw PythonError();
    tokens_from(found, key.decoded);
    Py_DECREF(found);
  }
};

}  // namespace kernel
