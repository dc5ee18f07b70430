// The layout of the index of listed names: one flat buffer, made once and mapped.
#pragma once
#include <cstring>

#include "bound.hpp"
#include "score.hpp"

namespace kernel {

constexpr uint64_t MAGIC = 0x37584449484C5748ull;  // changes with the layout
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
// What a row has left where it is met by nothing but the term of a post: most rows that are read are,
// and this tells without a look at them that too little is met. Weights in thousandths; all letters and
// all sounds where it takes the row itself to tell.
struct Alone {
  uint32_t letters = ~0u;    // with which letters, folded, the parts left begin
  uint16_t sounds = 0xFFFF;  // and how those of them that tell sound at first
  uint16_t missing = 0, lost = 0;  // the weight of the parts left, and of those that tell
  uint16_t met = 0;                // what of the part met counts less where it is common, and its kind
  static constexpr uint16_t TELLS = 1 << 15, COMMON = 1 << 14;
  static constexpr uint32_t letter(uint32_t mark) { return 1u << (mark & 31); }
  bool is_known() const { return letters != ~0u; }
  bool tells() const { return (met & (TELLS | COMMON)) == TELLS; }
  bool tells_commonly() const { return (met & (TELLS | COMMON)) == (TELLS | COMMON); }
  uint32_t worth_less() const { return met & (COMMON - 1); }
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
  TERM_HASH, TERM_SLOTS, TERM_OFF, TERM_TEXT, POST_OFF, POSTS, POST_ALONE, SHORT_OFF, SHORT_ENTRIES,
  LONG_OFF, LONG_ENTRIES, SECTIONS
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

// The hashes of a word and of what is left of it without each one of its letters. A word is a sum over
// its letters, each times a power of `BASE`: what stands behind a letter left out moves down by one.
template <class Each>
void each_deletion(View word, Each each) {
  constexpr uint64_t BASE = 0x9E3779B97F4A7C15ull, INVERSE = 0xF1DE83E19937733Dull;
  static_assert(BASE * INVERSE == 1);
  uint64_t whole = 0, power = 1;
  for (char32_t c : word) {
    whole += c * power;
    power *= BASE;
  }
  each(mix(whole ^ word.size()));
  uint64_t before = 0, upto = 0;  // what stands before a letter, and with it
  power = 1;
  for (size_t i = 0; i < word.size(); ++i, before = upto, power *= BASE) {
    upto += word[i] * power;
    if (i && word[i] == word[i - 1]) continue;  // the same as the one before
    each(mix((before + (whole - upto) * INVERSE) ^ (word.size() - 1)));
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

}  // namespace kernel
