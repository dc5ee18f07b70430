// The index of listed names as one flat buffer, made once and mapped.
#pragma once
#include <cstring>

#include "bound.hpp"
#include "score.hpp"

namespace kernel {

constexpr uint64_t MAGIC = 0x36584449484C5748ull;  // changes with the layout
constexpr uint32_t NO_TERM = ~0u;

// Rules of the search, as withhold.names.candidates and .spellings have them.
struct SearchRules {
  size_t share, share_of, common, common_part, ends, shortest_reading, budget, most, most_probes;
  size_t shortest_split, shortest_part, shortest_near, most_parts, beginning;
  uint32_t begun_weight;
  uint32_t nothing_told, nearly_whole, least_of_listed, half, mostly, cell, both;
  int64_t different;
  size_t long_name, syllables, short_word, longest_syllable, shortest_short;
  size_t shortest, longest, longest_short, shortest_long, shortest_twice;
};

// Bits of terms: two sets that meet may share a term, two that do not share none.
struct Sign {
  uint64_t bits[4] = {};
  static unsigned bit(uint32_t term) { return term & 255; }  // numbers of terms are spread well enough
  unsigned add(uint32_t term) {
    unsigned added = bit(term);
    bits[added >> 6] |= 1ull << (added & 63);
    return added;
  }
  bool has(uint32_t term) const { return bits[bit(term) >> 6] >> (bit(term) & 63) & 1; }
  void drop(uint32_t term) { bits[bit(term) >> 6] &= ~(1ull << (bit(term) & 63)); }
  bool any() const { return bits[0] | bits[1] | bits[2] | bits[3]; }
  template <class Each>
  void each(Each each) const {
    for (unsigned k = 0; k < 4; ++k)
      for (uint64_t left = bits[k]; left; left &= left - 1) each(64 * k + unsigned(__builtin_ctzll(left)));
  }
  Sign both(const Sign& other) const {
    Sign met;
    for (int k = 0; k < 4; ++k) met.bits[k] = bits[k] & other.bits[k];
    return met;
  }
};
struct Post {
  uint32_t row;  // where its record begins among the ROWS
  uint32_t wanted;
  Sign sign;  // of all terms of the row
};
// Terms of a row that mean the same: where they end among the terms of the row, what they weigh,
// how they sound (NO_TERM: they do not tell).
struct Part {
  uint32_t end, weight, sounds;
};
constexpr char32_t NO_WORD = U'^';  // before a term that is none: nothing is a misspelling of it

// The first words of a folded name as one term; empty where it has not so many.
inline void beginning_term(View folded, size_t words, Str& out) {
  out.clear();
  View begins = beginning(folded, words);
  if (begins.empty()) return;
  out += NO_WORD;
  for (char32_t c : begins)
    if (c != U' ') out += c;
}

// A row as one record, so that mostly one look at memory brings it all: the number of the name (PLAIN),
// the counts of terms and parts, which of the first parts tell and which are common, a word for each
// part, the terms (the first of each part, the others part by part, how the name begins, the whole
// name as one word), a word for each part how it sounds. Rows that are no words of a Latin name have no parts.
constexpr uint32_t RECORD = 16;  // records begin at multiples of so many words: at lines of memory
constexpr size_t MOST_TERMS = 511, MOST_PARTS = 64, MOST_WEIGHT = 1000;
constexpr uint32_t PARTS_AT = 3, MARKED = 16;  // where the parts begin; so many are marked ahead of them
struct PartWord {
  uint32_t bits;
  static PartWord of(uint32_t others, uint32_t weight, uint32_t sound, uint32_t letter, bool tells, bool common) {
    return {others | weight << 9 | sound << 19 | letter << 23 | uint32_t(tells) << 30 | uint32_t(common) << 31};
  }
  uint32_t others() const { return bits & 511; }  // terms beside its first
  uint32_t weight() const { return bits >> 9 & 1023; }
  uint32_t first_sound() const { return bits >> 19 & 15; }
  uint32_t first_letter() const { return bits >> 23 & 127; }
  bool tells() const { return bits >> 30 & 1; }
  bool common() const { return bits >> 31; }
};
inline uint32_t letter_mark(View text) { return text.empty() ? 64 : text[0] & 63; }
constexpr uint32_t PLAIN = 0x80000000u;  // beside the number of a row: the words of a Latin name
struct Entry {
  uint32_t tag;
  uint32_t term;
  uint32_t letters;  // of the term: words that are alike have almost the same
};

inline uint64_t piece_hash(View piece, size_t length, size_t part) {
  return hash_of(piece, (length * 4 + part + 1) * 0xA24BAED4963EE407ull);
}

enum Section {
  NAME_OFF, NAME_TEXT, ENTITY, RANK, ROWS, SOUNDS_OF,
  TERM_HASH, TERM_SLOTS, TERM_OFF, TERM_TEXT, POST_OFF, POSTS, SHORT_OFF, SHORT_ENTRIES, LONG_OFF,
  LONG_ENTRIES, SECTIONS
};

struct Header {
  uint64_t magic, size, checksum;
  uint64_t names, rows, terms;
  uint8_t digest[32];
  uint64_t start[SECTIONS], count[SECTIONS];
};

inline uint64_t checksum_of(const uint8_t* data, size_t size) {
  uint64_t a = size, b = 0x9E3779B97F4A7C15ull, c = ~a, d = ~b;
  size_t i = 0;
  for (; i + 32 <= size; i += 32) {
    uint64_t w[4];
    std::memcpy(w, data + i, 32);
    a = (a ^ w[0]) * 0xD6E8FEB86659FD93ull;
    b = (b ^ w[1]) * 0xA24BAED4963EE407ull;
    c = (c ^ w[2]) * 0x9FB21C651E98DF25ull;
    d = (d ^ w[3]) * 0xBF58476D1CE4E5B9ull;
    a ^= a >> 31;
    b ^= b >> 31;
    c ^= c >> 31;
    d ^= d >> 31;
  }
  for (; i < size; ++i) a = (a ^ data[i]) * 0x100000001B3ull;
  return mix(a ^ mix(b ^ mix(c ^ mix(d))));
}

// Code points as bytes (UTF-8 that lets single surrogates pass).
inline void to_bytes(View text, std::vector<uint8_t>& out) {
  for (char32_t c : text) {
    if (c < 0x80) {
      out.push_back(uint8_t(c));
    } else if (c < 0x800) {
      out.push_back(uint8_t(0xC0 | c >> 6));
      out.push_back(uint8_t(0x80 | (c & 63)));
    } else if (c < 0x10000) {
      out.push_back(uint8_t(0xE0 | c >> 12));
      out.push_back(uint8_t(0x80 | (c >> 6 & 63)));
      out.push_back(uint8_t(0x80 | (c & 63)));
    } else {
      out.push_back(uint8_t(0xF0 | c >> 18));
      out.push_back(uint8_t(0x80 | (c >> 12 & 63)));
      out.push_back(uint8_t(0x80 | (c >> 6 & 63)));
      out.push_back(uint8_t(0x80 | (c & 63)));
    }
  }
}

inline void from_bytes(const uint8_t* data, size_t size, Str& out, size_t most = ~size_t(0)) {
  out.clear();
  for (size_t i = 0; i < size && out.size() < most;) {
    uint8_t b = data[i];
    size_t n = b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    if (i + n > size) break;
    char32_t c = n == 1 ? b : n == 2 ? b & 31 : n == 3 ? b & 15 : b & 7;
    for (size_t k = 1; k < n; ++k) c = c << 6 | (data[i + k] & 63);
    out += c;
    i += n;
  }
}

template <class Each>
void each_deletion(View word, Str& room, Each each) {
  each(word);
  for (size_t i = 0; i < word.size(); ++i) {
    if (i && word[i] == word[i - 1]) continue;  // the same as the one before
    room.assign(word.substr(0, i));
    room += word.substr(i + 1);
    each(View(room));
  }
}

// The letters at the ends of a reading, as they are kept.
template <class Each>
void each_end(View letters, size_t ends, Str& room, Each each) {
  if (letters.empty()) return;
  room.assign(1, U'~');
  room += letters.substr(0, ends);
  Str first = room;
  each(View(first));
  room.assign(1, U'~');
  room += letters.size() > ends ? letters.substr(letters.size() - ends) : letters;
  if (room != first) each(View(room));
}

template <class Each>
void each_pair(View han, std::vector<View>& seen, Each each) {
  seen.clear();
  for (size_t i = 0; i + 1 < han.size(); ++i) {
    View pair = han.substr(i, 2);
    if (std::find(seen.begin(), seen.end(), pair) != seen.end()) continue;
    seen.push_back(pair);
    each(pair);
  }
}

inline uint32_t thousandths(double weight) { return uint32_t(std::nearbyint(weight * 1000)); }

class Builder {
 public:
  Builder(Keys& keys, const SearchRules& rules) : keys_(keys), rules_(rules) {}

  void add(View name) {
    keys_.make(name, key_);
    to_bytes(name.substr(0, keys_.words.tables.longest_name), name_text_);
    name_off_.push_back(name_text_.size());
    uint32_t number = uint32_t(name_off_.size() - 2);
    bool weighs = false;
    for (auto& t : key_.tokens) weighs |= t.weight != 0;
    beginning_.clear();
    if (size_t(std::count(key_.folded.begin(), key_.folded.end(), U' ')) >= rules_.beginning)
      beginning_term(key_.folded, rules_.beginning, beginning_);
    if (weighs) word_row(number, key_.tokens, !key_.has_han());
    if (!key_.has_han()) return;
    const HanName& han = *key_.han;
    start_row(number);
    each_pair(han.han, seen_, [&](View pair) { part(term(pair)); });
    end_row(wanted(1000 * std::max<size_t>(1, han.han.size() - 1)), NO_TERM);
    beginning_.clear();
    word_row(number, han.english, false);
    if (han.bare.size() >= rules_.shortest_reading) {
      start_row(number);
      each_end(han.bare, rules_.ends, room_, [&](View end) { part(term(end)); });
      end_row(1000, NO_TERM);
    }
  }

  // The whole index in one buffer.
  std::vector<uint8_t> finish(const std::vector<uint32_t>& entity, const std::vector<uint32_t>& rank,
                              const uint8_t* digest) {
    keys_.forget();
    post();
    spell();
    Header header{};
    header.magic = MAGIC;
    header.names = name_off_.size() - 1;
    header.rows = row_number_.size();
    header.terms = term_hash_.size();
    std::memcpy(header.digest, digest, 32);
    std::vector<uint8_t> out(sizeof(Header));
    auto put = [&](Section section, auto& values) {
      using V = typename std::decay_t<decltype(values)>::value_type;
      while (out.size() % (4 * RECORD)) out.push_back(0);
      header.start[section] = out.size();
      header.count[section] = values.size();
      const uint8_t* from = reinterpret_cast<const uint8_t*>(values.data());
      out.insert(out.end(), from, from + values.size() * sizeof(V));
      std::decay_t<decltype(values)>().swap(values);
    };
    std::vector<uint32_t> entities = entity, ranks = rank;
    size_t total = sizeof(Header) + 4 * RECORD * SECTIONS + bytes(name_off_) + bytes(name_text_) + bytes(records_) +
                   bytes(sounds_) +
                   bytes(term_hash_) + bytes(slots_) + bytes(term_off_) + bytes(term_text_) +
                   bytes(post_off_) + bytes(posts_) + bytes(short_off_) + bytes(short_) +
                   bytes(long_off_) + bytes(long_) + bytes(entities) * 2;
    out.reserve(total);
    put(NAME_OFF, name_off_);
    put(NAME_TEXT, name_text_);
    put(ENTITY, entities);
    put(RANK, ranks);
    put(ROWS, records_);
    put(SOUNDS_OF, sounds_);
    put(TERM_HASH, term_hash_);
    put(TERM_SLOTS, slots_);
    put(TERM_OFF, term_off_);
    put(TERM_TEXT, term_text_);
    put(POST_OFF, post_off_);
    put(POSTS, posts_);
    put(SHORT_OFF, short_off_);
    put(SHORT_ENTRIES, short_);
    put(LONG_OFF, long_off_);
    put(LONG_ENTRIES, long_);
    while (out.size() % 16) out.push_back(0);
    header.size = out.size();
    header.checksum = checksum_of(out.data() + sizeof(Header), out.size() - sizeof(Header));
    std::memcpy(out.data(), &header, sizeof(Header));
    return out;
  }

 private:
  Keys& keys_;
  const SearchRules& rules_;
  Key key_;
  Str room_, whole_, ascii_, beginning_;
  std::vector<View> seen_;
  std::vector<uint64_t> name_off_{0};
  std::vector<uint8_t> name_text_;
  std::vector<uint32_t> row_number_, row_wanted_, row_off_{0}, row_terms_, part_off_{0}, whole_term_, begin_term_;
  std::vector<Part> parts_;
  std::vector<uint32_t> records_;
  std::vector<Sounds> sounds_;
  std::vector<uint64_t> term_hash_;
  std::vector<uint32_t> slots_, term_off_{0}, counts_, term_sounds_;
  std::vector<uint8_t> term_text_;
  std::vector<uint32_t> post_off_, short_off_, long_off_;
  std::vector<Post> posts_;
  std::vector<Entry> short_, long_;

  template <class V>
  static size_t bytes(const std::vector<V>& values) {
    return values.size() * sizeof(V) + 16;
  }

  // True for a term that so many rows have that it tells little.
  bool is_common(uint32_t term) const { return counts_[term] > rules_.common; }

  uint32_t wanted(size_t weight) const {
    return uint32_t((rules_.share * weight + rules_.share_of - 1) / rules_.share_of);
  }

  uint32_t term(View text) {
    uint64_t h = hash_of(text);
    if ((term_hash_.size() + 1) * 2 > slots_.size()) {
      slots_.assign(slots_.empty() ? 1024 : slots_.size() * 2, NO_TERM);
      for (size_t i = 0; i < term_hash_.size(); ++i) {
        size_t at = term_hash_[i] & (slots_.size() - 1);
        while (slots_[at] != NO_TERM) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = uint32_t(i);
      }
    }
    size_t mask = slots_.size() - 1, at = h & mask;
    for (; slots_[at] != NO_TERM; at = (at + 1) & mask)
      if (term_hash_[slots_[at]] == h) return slots_[at];
    slots_[at] = uint32_t(term_hash_.size());
    term_hash_.push_back(h);
    bool word = text.empty() || text[0] != NO_WORD;
    if (word && text.size() <= rules_.longest) to_bytes(text, term_text_);
    term_off_.push_back(uint32_t(term_text_.size()));
    counts_.push_back(0);
    term_sounds_.push_back(NO_TERM);
    return slots_[at];
  }

  void start_row(uint32_t number) { row_number_.push_back(number); }
  void part(uint32_t only) {
    row_terms_.push_back(only);
    parts_.push_back({uint32_t(row_terms_.size() - row_off_.back()), 1000, NO_TERM});
  }
  void end_row(uint32_t wanted, uint32_t whole, uint32_t begins = NO_TERM) {
    if (begins != NO_TERM) row_terms_.push_back(begins);
    if (whole != NO_TERM) row_terms_.push_back(whole);
    uint32_t from = row_off_.back();
    for (uint32_t k = from; k < row_terms_.size(); ++k)
      if (std::find(row_terms_.begin() + from, row_terms_.begin() + k, row_terms_[k]) ==
          row_terms_.begin() + k)
        ++counts_[row_terms_[k]];
    row_wanted_.push_back(wanted);
    whole_term_.push_back(whole);
    begin_term_.push_back(begins);
    row_off_.push_back(uint32_t(row_terms_.size()));
    part_off_.push_back(uint32_t(parts_.size()));
  }

  void word_row(uint32_t number, const Tokens& tokens, bool plain) {
    start_row(plain ? number | PLAIN : number);
    words_.clear();
    for (auto& t : tokens) {
      if (t.weight == 0) continue;
      bool held = false;
      for (auto& other : words_)
        if (other->word == t.word) {
          other = &t;  // the last of its kind, in the place of the first
          held = true;
        }
      if (!held) words_.push_back(&t);
    }
    uint32_t weight = 0;
    whole_.clear();
    for (auto* t : words_) {
      View text = keys_.words.at(t->word).text;
      whole_ += text;
      weight += thousandths(t->weight);
      uint32_t first = term(text);
      row_terms_.push_back(first);
      std::vector<Str> ways;
      if (t->ways)
        for (uint32_t way : *t->ways) ways.emplace_back(keys_.words.at(way).text);
      else if (t->way != t->word)
        ways.emplace_back(keys_.words.at(t->way).text);
      std::sort(ways.begin(), ways.end());
      for (auto& way : ways)
        if (way != text) row_terms_.push_back(term(way));
      bool tells = t->kind == BRAND || t->kind == LETTERS;
      parts_.push_back({uint32_t(row_terms_.size() - row_off_.back()), thousandths(t->weight),
                        tells ? sounds_of(t->word, first) : NO_TERM});
    }
    uint32_t begins = beginning_.empty() ? NO_TERM : term(beginning_);
    end_row(wanted(weight), whole_.empty() ? NO_TERM : term(View(whole_).substr(0, rules_.longest)), begins);
  }
  std::vector<const Token*> words_;

  uint32_t sounds_of(uint32_t word, uint32_t known) {
    if (term_sounds_[known] == NO_TERM) {
      keys_.words.sound(word);
      term_sounds_[known] = uint32_t(sounds_.size());
      sounds_.push_back(keys_.words.at(word).sounds);
    }
    return term_sounds_[known];
  }

  // Keeps each row under its rarest terms, until the rest weighs too little.
  void post() {
    std::vector<uint32_t> kept, kept_off{0}, begins;
    std::vector<Sign> signs;
    std::vector<uint32_t> order;
    post_off_.assign(term_hash_.size() + 1, 0);
    for (size_t row = 0; row < row_number_.size(); ++row) {
      size_t from = kept.size();
      Sign sign;
      for (uint32_t k = row_off_[row]; k < row_off_[row + 1]; ++k) sign.add(row_terms_[k]);
      signs.push_back(sign);
      order.clear();
      uint64_t rest = 0;
      const uint32_t* terms = row_terms_.data() + row_off_[row];
      auto from_of = [&](uint32_t k) { return k == part_off_[row] ? 0u : parts_[k - 1].end; };
      for (uint32_t k = part_off_[row]; k < part_off_[row + 1]; ++k) {
        order.push_back(k);
        rest += parts_[k].weight;
      }
      std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
        return counts_[terms[from_of(a)]] < counts_[terms[from_of(b)]];
      });
      auto add = [&](uint32_t t) {
        if (std::find(kept.begin() + from, kept.end(), t) != kept.end()) return;
        kept.push_back(t);
        ++post_off_[t + 1];
      };
      for (uint32_t k : order) {
        for (uint32_t m = from_of(k); m < parts_[k].end; ++m) add(terms[m]);
        rest -= parts_[k].weight;
        if (rest < row_wanted_[row]) break;
      }
      if (begin_term_[row] != NO_TERM) add(begin_term_[row]);
      if (whole_term_[row] != NO_TERM) add(whole_term_[row]);
      begins.push_back(uint32_t(records_.size()));
      record(row);
      kept_off.push_back(uint32_t(kept.size()));
    }
    for (size_t t = 0; t < term_hash_.size(); ++t) post_off_[t + 1] += post_off_[t];
    posts_.resize(kept.size());
    std::vector<uint32_t> next(post_off_.begin(), post_off_.end() - 1);
    for (size_t row = 0; row < row_number_.size(); ++row)
      for (uint32_t k = kept_off[row]; k < kept_off[row + 1]; ++k)
        posts_[next[kept[k]]++] = {begins[row], row_wanted_[row], signs[row]};
    release(row_terms_);
    release(parts_);
  }

  template <class V>
  static void release(std::vector<V>& values) {
    std::vector<V>().swap(values);
  }

  void record(size_t row) {
    uint32_t start = row_off_[row], terms = row_off_[row + 1] - start;
    uint32_t first_part = part_off_[row], parts = part_off_[row + 1] - first_part, from = 0;
    if (!(row_number_[row] & PLAIN)) parts = 0;
    if (parts && (terms > MOST_TERMS || parts > MOST_PARTS))
      throw std::length_error("a name has too many words");
    records_.push_back(row_number_[row]);
    records_.push_back(terms | parts << 16);
    size_t marks = records_.size();
    records_.push_back(0);
    std::vector<uint32_t> firsts, others;
    for (uint32_t p = first_part; p < first_part + parts; ++p) {
      const Part& part = parts_[p];
      uint32_t first = row_terms_[start + from], mark = p - first_part;
      firsts.push_back(first);
      others.insert(others.end(), row_terms_.begin() + start + from + 1, row_terms_.begin() + start + part.end);
      from_bytes(term_text_.data() + term_off_[first], term_off_[first + 1] - term_off_[first], room_);
      bool tells = part.sounds != NO_TERM;
      uint32_t sound = tells ? sounds_[part.sounds].first : 0;
      if (mark < MARKED) records_[marks] |= uint32_t(tells) << mark | uint32_t(is_common(first)) << (MARKED + mark);
      records_.push_back(PartWord::of(part.end - from - 1, part.weight, sound, letter_mark(room_), tells,
                                      is_common(first)).bits);
      from = part.end;
    }
    records_.insert(records_.end(), firsts.begin(), firsts.end());
    records_.insert(records_.end(), others.begin(), others.end());
    for (uint32_t k = start + from; k < start + terms; ++k) records_.push_back(row_terms_[k]);
    for (uint32_t p = first_part; p < first_part + parts; ++p) records_.push_back(parts_[p].sounds);
    while (records_.size() % RECORD) records_.push_back(NO_TERM);
  }

  // Keeps words under what is left of them when they are misspelt.
  void spell() {
    auto each_term = [&](auto each) {
      for (size_t t = 0; t < term_hash_.size(); ++t) {
        size_t size = term_off_[t + 1] - term_off_[t];
        if (!size) continue;
        if (size < rules_.shortest || size > rules_.longest) continue;
        ascii_.assign(term_text_.begin() + term_off_[t], term_text_.begin() + term_off_[t + 1]);
        if (is_ascii(ascii_)) each(uint32_t(t), View(ascii_));
      }
    };
    auto short_keys = [&](auto each) {
      each_term([&](uint32_t t, View word) {
        if (word.size() <= rules_.longest_short)
          each_deletion(word, room_, [&](View cut) { each(hash_of(cut), t, letters_of(word)); });
      });
    };
    auto long_keys = [&](auto each) {
      each_term([&](uint32_t t, View word) {
        if (word.size() < rules_.shortest_long) return;
        size_t third = word.size() / 3;
        uint32_t letters = letters_of(word);
        each(piece_hash(word.substr(0, third), word.size(), 0), t, letters);
        each(piece_hash(word.substr(third, word.size() - 2 * third), word.size(), 1), t, letters);
        each(piece_hash(word.substr(word.size() - third), word.size(), 2), t, letters);
      });
    };
    bucket(short_keys, short_off_, short_);
    bucket(long_keys, long_off_, long_);
  }

  template <class Keyed>
  static void bucket(Keyed keyed, std::vector<uint32_t>& off, std::vector<Entry>& entries) {
    size_t count = 0;
    keyed([&](uint64_t, uint32_t, uint32_t) { ++count; });
    size_t buckets = 1;
    while (buckets < count) buckets *= 2;
    off.assign(buckets + 1, 0);
    keyed([&](uint64_t h, uint32_t, uint32_t) { ++off[(h & (buckets - 1)) + 1]; });
    for (size_t b = 0; b < buckets; ++b) off[b + 1] += off[b];
    entries.resize(count);
    std::vector<uint32_t> next(off.begin(), off.end() - 1);
    keyed([&](uint64_t h, uint32_t t, uint32_t letters) {
      entries[next[h & (buckets - 1)]++] = {uint32_t(h >> 32), t, letters};
    });
  }
};

}  // namespace kernel
