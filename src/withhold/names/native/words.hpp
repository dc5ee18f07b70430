// Words and what is known of each: kind, weight, synonym, sound, legal form; asked once a word.
#pragma once
#include <array>
#include <cmath>
#include <memory>

#include "syllables.hpp"

namespace kernel {

enum Kind : uint8_t { BRAND, TRADE, PLACE, NUMBER, LETTERS, STOP, FORM, OTHER };

inline Kind kind_of(View name) {
  if (name == U"brand") return BRAND;
  if (name == U"trade") return TRADE;
  if (name == U"place") return PLACE;
  if (name == U"number") return NUMBER;
  if (name == U"letters") return LETTERS;
  if (name == U"stop") return STOP;
  if (name == U"form") return FORM;
  return OTHER;
}

// How a word sounds: its first and last letter, and the pairs of neighbouring letters.
struct Sounds {
  std::array<uint64_t, 4> pairs{};
  uint32_t first = 0, last = 0;

  void add(unsigned one, unsigned other) {
    unsigned bit = one * 16 + other;
    pairs[bit >> 6] |= 1ull << (bit & 63);
  }
  bool operator==(const Sounds& other) const {
    return first == other.first && last == other.last && pairs == other.pairs;
  }
};

inline bool sound_alike(const Sounds& one, const Sounds& other) {
  if (one.first != other.first) return false;
  int met = 0, mine = 0, theirs = 0;
  for (int i = 0; i < 4; ++i) {
    met += __builtin_popcountll(one.pairs[i] & other.pairs[i]);
    mine += __builtin_popcountll(one.pairs[i]);
    theirs += __builtin_popcountll(other.pairs[i]);
  }
  return 2 * met >= std::min(mine, theirs) && 3 * met >= std::max(mine, theirs);
}

struct Probe {
  std::vector<uint32_t> terms;
  uint32_t weight = 0;
};

// One word. What costs time is found when first asked for.
struct Word {
  View text;
  uint32_t way = 0;    // what it may also be written as; itself: nothing
  uint32_t latin = 0;  // the same in Latin letters
  uint32_t letters = 0, heard_letters = 0;  // a bit for each letter it has, and it has as it sounds
  double weight = 0;
  Kind kind = BRAND;
  bool ascii = true, only_letters = true, digits = false, form = false, begins_form = false, address = false;
  bool sounded = false, unglue_known = false, spelled = false, probed = false, parted = false;
  int8_t misspelt = -1;
  uint16_t cut_at = 0;  // where it is two words written together
  Str sound;
  Sounds sounds{};
  Syllables syllables;
  Probe probe;
  std::vector<uint32_t> parts;
};

// A word where it stands in a name.
struct Token {
  uint32_t word;
  uint32_t way;
  double weight;
  Kind kind;
  bool breaks = false;
  std::shared_ptr<const std::vector<uint32_t>> ways;  // more than one way, rising; else empty
};

// Tables of words, as Python has them.
struct WordTables {
  TextMap<std::pair<double, Kind>> common;
  TextMap<Str> synonyms;
  TextSet stop, pieces, places, address;
  TextSet within;  // a place, a blank, a place it lies in
  std::unordered_map<char32_t, Str> romanised;
  TextMap<int> forms;  // 0 any, 1 start, 2 end
  TextSet form_beginnings;
  std::vector<Str> glued_forms, long_forms;
  std::vector<std::pair<Str, Str>> sounds;
  Pinyin pinyin;
  size_t longest_form = 1;
  double stop_weight, number_weight, letters_weight;
  size_t long_form, shortest_place, glued_place, most_tokens, longest_name;
  size_t cut_from, cut_to;
};

// Words by number, in blocks: they stay where they are, and a number leads to one in two steps.
class WordStore {
 public:
  Word& operator[](size_t number) { return blocks_[number >> SHIFT][number & (BLOCK - 1)]; }
  size_t size() const { return size_; }
  Word& back() { return (*this)[size_ - 1]; }
  void emplace_back() {
    if (size_ == blocks_.size() << SHIFT) blocks_.push_back(std::make_unique<Word[]>(BLOCK));
    ++size_;
  }
  void clear() {
    blocks_.clear();
    size_ = 0;
  }

 private:
  static constexpr size_t SHIFT = 9, BLOCK = size_t(1) << SHIFT;
  std::vector<std::unique_ptr<Word[]>> blocks_;
  size_t size_ = 0;
};

class Words {
 public:
  Words(const WordTables& tables, Letters& letters) : tables(tables), letters_(letters) {
    for (auto& form : tables.long_forms) long_form_letters_.push_back(letters_of(form));
    prepare_sounds();
  }

  const WordTables& tables;

  Word& at(uint32_t number) { return words_[number]; }
  size_t size() const { return words_.size(); }

  uint32_t number(View text) {
    if ((words_.size() + 1) * 2 > slots_.size()) grow();
    uint64_t h = hash_of(text);
    size_t at = h & mask_;
    for (; slots_[at].number != NONE; at = (at + 1) & mask_)
      if (slots_[at].tag == uint32_t(h >> 32) && words_[slots_[at].number].text == text)
        return slots_[at].number;
    uint32_t made = uint32_t(words_.size());
    slots_[at] = {uint32_t(h >> 32), made};
    words_.emplace_back();
    words_.back().text = keep(text);
    describe(made);
    return made;
  }

  void clear() {
    forget_steps();
    words_.clear();
    slots_.clear();
    arena_.clear();
    left_ = 0;
  }

  bool digit(char32_t c) { return letters_.flags(c) & DIGIT; }

  const Str& sound(uint32_t number) {
    Word& word = words_[number];
    if (!word.sounded) {
      sound_of(word.text, word.sound);
      word.sounds = sounds_of(word.sound);
      word.heard_letters = letters_of(word.sound);
      word.sounded = true;
    }
    return word.sound;
  }

  const Syllables& syllables(uint32_t number) {
    Word& word = words_[number];
    if (!word.spelled) {
      tables.pinyin.part(word.text, word.syllables);
      word.spelled = true;
    }
    return word.syllables;
  }

  // True for two words that are both pinyin, of two syllables or more, and not the same ones.
  bool other_pinyin(uint32_t one, uint32_t other) {
    return tables.pinyin.other(syllables(one), syllables(other));
  }

  // A text as it sounds across spellings.
  void sound_of(View text, Str& out) {
    out.assign(text);
    uint64_t pairs = pairs_of(out);
    for (auto& one : spellings_)
      if ((!one.pair || (pairs & one.pair)) && replace(out, one.written, one.heard)) pairs = pairs_of(out);
    size_t size = 0;
    for (char32_t c : out) {
      char32_t now = c < 128 ? heard_as_[c] : c;
      if (size && out[size - 1] == now && now != U'\n') continue;
      out[size++] = now;
    }
    out.resize(size);
  }

  static unsigned place(char32_t c) {
    static const char heard[] = "acfklmnpstv";
    if (c < 128)
      for (unsigned i = 0; i < 11; ++i)
        if (char32_t(heard[i]) == c) return i;
    return 11 + unsigned(c % 5);
  }
  static Sounds sounds_of(View heard) {
    Sounds found;
    if (heard.empty()) return found;
    found.first = place(heard.front());
    found.last = place(heard.back());
    for (size_t i = 0; i + 1 < heard.size(); ++i) found.add(place(heard[i]), place(heard[i + 1]));
    return found;
  }

  bool misspelt_form(uint32_t number) {
    Word& word = words_[number];
    if (word.misspelt < 0) word.misspelt = is_misspelt_form(word.text) ? 1 : 0;
    return word.misspelt;
  }

  // Where a word is two written together; 0: nowhere.
  size_t cut(uint32_t number) {
    Word& word = words_[number];
    if (!word.unglue_known) {
      word.cut_at = uint16_t(cut_of(number));
      word.unglue_known = true;
    }
    return word.cut_at;
  }

  Token token(uint32_t number) {
    const Word& word = words_[number];
    return Token{number, word.way, word.weight, word.kind, false, nullptr};
  }
  Token form_token(uint32_t number) { return Token{number, number, 0.0, FORM, false, nullptr}; }

  uint32_t latin(uint32_t number) { return words_[number].latin; }

  // Marks legal forms, unless nothing else is left.
  void mark_forms(std::vector<uint32_t>& words, std::vector<Token>& out) {
    size_t first = out.size();
    for (uint32_t w : words) out.push_back(token(latin(w)));
    for (size_t i = 0; i < words.size();) {
      size_t size = form_size(words, i);
      for (size_t k = i; k < i + size; ++k) out[first + k] = form_token(words[k]);
      i += size ? size : 1;
    }
    for (size_t k = first; k < out.size(); ++k)
      if (out[k].kind != FORM && out[k].kind != STOP) return;
    for (size_t k = 0; k < words.size(); ++k) out[first + k] = token(latin(words[k]));
  }

  // True for two places of which one lies in the other.
  bool lie_within(uint32_t one, uint32_t other) {
    return in_within(one, other) || in_within(other, one);
  }

  bool begins_long_form(View text) {
    if (text.size() <= 2) return false;
    for (auto& form : tables.long_forms)
      if (View(form).substr(0, text.size()) == text) return true;
    return false;
  }

 private:
  static constexpr uint32_t NONE = ~0u;
  struct Slot {
    uint32_t tag = 0, number = NONE;
  };
  Letters& letters_;
  std::vector<uint32_t> long_form_letters_;
  WordStore words_;
  std::vector<Slot> slots_;
  size_t mask_ = 0;
  std::vector<std::unique_ptr<char32_t[]>> arena_;
  size_t left_ = 0;
  char32_t* next_ = nullptr;

  View keep(View text) {
    if (text.size() > left_) {
      left_ = std::max<size_t>(16384, text.size());
      arena_.push_back(std::make_unique<char32_t[]>(left_));
      next_ = arena_.back().get();
    }
    std::copy(text.begin(), text.end(), next_);
    View kept(next_, text.size());
    next_ += text.size();
    left_ -= text.size();
    return kept;
  }

  void grow() {
    slots_.assign(slots_.empty() ? 4096 : slots_.size() * 2, Slot{});
    mask_ = slots_.size() - 1;
    for (size_t i = 0; i < words_.size(); ++i) {
      uint64_t h = hash_of(words_[i].text);
      size_t at = h & mask_;
      while (slots_[at].number != NONE) at = (at + 1) & mask_;
      slots_[at] = {uint32_t(h >> 32), uint32_t(i)};
    }
  }

  bool in_within(uint32_t place, uint32_t larger) {
    pair_.assign(words_[place].text);
    pair_ += U' ';
    pair_ += words_[larger].text;
    return tables.within.has(pair_);
  }
  Str pair_;

  // Spellings of more letters than one, in the order in which they are replaced; then letters alone.
  struct Spelling {
    View written, heard;
    uint64_t pair;  // the bit of its first two letters
  };
  std::vector<Spelling> spellings_;
  char32_t heard_as_[128];

  static uint64_t pair_of(char32_t one, char32_t other) { return 1ull << ((5 * one + other) & 63); }
  static uint64_t pairs_of(View text) {
    uint64_t found = 0;
    for (size_t i = 0; i + 1 < text.size(); ++i) found |= pair_of(text[i], text[i + 1]);
    return found;
  }

  // Letters that are replaced last, each alone, are looked up in one table; a vowel sounds as `a`.
  void prepare_sounds() {
    auto alone = [](const std::pair<Str, Str>& one) {
      return one.first.size() == 1 && one.first[0] < 128 && one.second.size() == 1 && one.second[0] < 128;
    };
    size_t from = tables.sounds.size();
    while (from && alone(tables.sounds[from - 1])) --from;
    for (size_t k = 0; k < from; ++k) {
      auto& [written, heard] = tables.sounds[k];
      spellings_.push_back({written, heard, written.size() > 1 ? pair_of(written[0], written[1]) : 0});
    }
    for (char32_t c = 0; c < 128; ++c) {
      char32_t now = c;
      for (size_t k = from; k < tables.sounds.size(); ++k)
        if (tables.sounds[k].first[0] == now) now = tables.sounds[k].second[0];
      bool vowel = now == U'a' || now == U'e' || now == U'i' || now == U'o' || now == U'u' || now == U'h';
      heard_as_[c] = vowel ? U'a' : now;
    }
  }

  static bool replace(Str& text, View written, View heard) {
    size_t found = text.find(written);
    if (found == Str::npos) return false;
    size_t from = found, to = found;
    while (from < text.size()) {
      if (text.compare(from, written.size(), written) == 0) {
        for (char32_t c : heard) text[to++] = c;
        from += written.size();
      } else {
        text[to++] = text[from++];
      }
    }
    text.resize(to);
    return true;
  }

  void describe(uint32_t number) {
    Word& word = words_[number];
    View text = word.text;
    word.ascii = is_ascii(text);
    word.latin = number;
    if (!word.ascii) romanise(number);
    uint64_t h = hash_of(text);
    word.letters = letters_of(text);
    word.form = tables.pieces.has(text, h);
    word.begins_form = tables.form_beginnings.has(text, h);
    word.address = tables.address.has(text, h);
    bool all = !text.empty();
    for (char32_t c : text) {
      bool is = digit(c);
      word.digits |= is;
      word.only_letters &= c - U'a' < 26;
      all &= is;
    }
    const Str* other = tables.synonyms.get(text, h);
    View rep = other ? View(*other) : text;
    word.way = number;
    if (tables.stop.has(text, h)) {
      word.kind = STOP;
      word.weight = tables.stop_weight;
      set_way(number, rep);
      return;
    }
    if (all) {
      word.kind = NUMBER;
      word.weight = tables.number_weight;
      set_way(number, without_zeros(text));
      return;
    }
    auto known = tables.common.get(text, h);
    if (!known && other) known = tables.common.get(rep);
    if (known) {
      word.kind = known->second;
      word.weight = known->first;
      set_way(number, rep);
      return;
    }
    if (Str value = number_in(text); !value.empty()) {
      word.kind = NUMBER;
      word.weight = tables.number_weight;
      set_way(number, without_zeros(value));
      return;
    }
    word.kind = text.size() <= 2 ? LETTERS : BRAND;
    word.weight = text.size() <= 2 ? tables.letters_weight : 1.0;
    set_way(number, rep);
  }
  void romanise(uint32_t number) {
    Str found;
    bool other = false;
    for (char32_t c : words_[number].text) {
      auto latin = tables.romanised.find(c);
      other |= latin != tables.romanised.end();
      if (latin == tables.romanised.end())
        found += c;
      else
        found += latin->second;
    }
    if (other && !found.empty()) words_[number].latin = this->number(found);
  }
  void set_way(uint32_t number, View way) {
    if (way == words_[number].text) return;
    uint32_t found = this->number(Str(way));
    words_[number].way = found;
  }

  static View without_zeros(View text) {
    size_t zeros = 0;
    while (zeros < text.size() && text[zeros] == U'0') ++zeros;
    return zeros == text.size() ? View(U"0") : text.substr(zeros);
  }

  // The digits of an ordinal (8th) or of a Roman number; empty: it is none.
  Str number_in(View text) {
    if (text.size() > 2 && text.size() <= 6) {
      View end = text.substr(text.size() - 2), digits = text.substr(0, text.size() - 2);
      bool all = end == U"st" || end == U"nd" || end == U"rd" || end == U"th";
      for (char32_t c : digits) {
        uint8_t flags = letters_.flags(c);
        all &= (flags & WORD) && !(flags & LETTER) && c != U'_';
      }
      if (all) return Str(digits);
    }
    int value = roman(text);
    if (!value) return Str();
    std::string digits = std::to_string(value);
    return Str(digits.begin(), digits.end());
  }

  static int roman(View text) {
    if (text.size() < 2 || text == U"xi") return 0;
    size_t i = 0, tens = 0;
    while (i < text.size() && text[i] == U'x' && tens < 3) ++i, ++tens;
    View rest = text.substr(i);
    // backtracking is not needed: no second part begins with x
    bool fits = rest == U"ix" || rest == U"iv";
    if (!fits) {
      size_t k = 0;
      if (k < rest.size() && rest[k] == U'v') ++k;
      size_t ones = 0;
      while (k < rest.size() && rest[k] == U'i' && ones < 3) ++k, ++ones;
      fits = k == rest.size();
    }
    if (!fits) return 0;
    auto value = [](char32_t c) { return c == U'i' ? 1 : c == U'v' ? 5 : 10; };
    int sum = 0;
    for (size_t k = 0; k < text.size(); ++k) {
      int most = 0;
      for (size_t m = k; m < text.size(); ++m) most = std::max(most, value(text[m]));
      sum += value(text[k]) < most ? -value(text[k]) : value(text[k]);
    }
    return sum;
  }

  bool is_misspelt_form(View text) {
    if (text.size() < tables.long_form || !is_ascii(text)) return false;
    if (made_of_forms(text)) return true;
    uint32_t letters = letters_of(text);
    for (size_t k = 0; k < tables.long_forms.size(); ++k) {
      View form = tables.long_forms[k];
      size_t apart = form.size() > text.size() ? form.size() - text.size() : text.size() - form.size();
      if (apart > 1 || __builtin_popcount(letters ^ long_form_letters_[k]) > 2) continue;
      if (osa(text, form) <= 1) return true;
    }
    return false;
  }

  bool made_of_forms(View text) {
    std::vector<char> reached(text.size() + 1);
    reached[0] = 1;
    for (size_t i = 0; i < text.size(); ++i)
      for (size_t size = 2; reached[i] && size <= std::min<size_t>(12, text.size() - i); ++size)
        if (tables.pieces.has(text.substr(i, size))) reached[i + size] = 1;
    return reached[text.size()];
  }

  size_t cut_of(uint32_t number) {
    View text = words_[number].text;
    for (auto& form : tables.glued_forms)
      if (text.size() > form.size() + 2 && text.substr(0, form.size()) == form &&
          !misspelt_form(number))
        return form.size();
    if (text.size() > tables.long_form && text.substr(text.size() - 3) == U"ltd" &&
        !misspelt_form(number))
      return text.size() - 3;
    if (text.size() > tables.glued_place && !tables.common.has(text))
      for (size_t size = tables.shortest_place; size < text.size() - 2; ++size)
        if (tables.places.has(text.substr(0, size))) return size;
    return 0;
  }

  // Words that stand together as the beginning of a legal form; asked once for each two.
  struct FormStep {
    Str text;   // written together
    int where;  // where the form may stand (0 any, 1 start, 2 end); NO_FORM: it only begins one
  };
  static constexpr int NO_FORM = -1;
  static constexpr uint32_t NOWHERE = ~0u;
  static constexpr size_t MOST_STEPS = 1 << 18;
  std::vector<FormStep> form_steps_;
  std::unordered_map<uint64_t, uint32_t> next_step_;

  uint32_t form_step(uint32_t from, uint32_t word) {
    uint64_t both = uint64_t(from) << 32 | word;
    auto held = next_step_.find(both);
    if (held != next_step_.end()) return held->second;
    Str text = from == NOWHERE ? Str() : form_steps_[from].text;
    text += words_[word].text;
    uint32_t found = NOWHERE;
    if (tables.form_beginnings.has(text)) {
      const int* where = tables.forms.get(text);
      found = uint32_t(form_steps_.size());
      form_steps_.push_back({text, where ? *where : NO_FORM});
    }
    next_step_.emplace(both, found);
    return found;
  }

  size_t form_size(const std::vector<uint32_t>& words, size_t place) {
    if (words_[words[place]].begins_form) {
      if (next_step_.size() > MOST_STEPS) forget_steps();
      size_t most = std::min(tables.longest_form, words.size() - place);
      size_t best = 0;
      uint32_t step = NOWHERE;
      for (size_t size = 1; size <= most; ++size) {
        step = form_step(step, words[place + size - 1]);
        if (step == NOWHERE) break;
        int where = form_steps_[step].where;
        if (where != NO_FORM && !(where == 1 && place > 0) && !(where == 2 && place == 0)) best = size;
      }
      if (best) return best;
    }
    return misspelt_form(words[place]) ? 1 : 0;
  }

  void forget_steps() {
    form_steps_.clear();
    next_step_.clear();
  }
};

}  // namespace kernel
