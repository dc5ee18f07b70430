// How alike two words are, by the measures of rapidfuzz: the same numbers.
#pragma once
#include <algorithm>
#include <cstring>

#include "text.hpp"

namespace kernel {

// Which letters a word has: an edit changes two of these bits at the most.
inline uint32_t letters_of(View word) {
  uint32_t found = 0;
  for (char32_t c : word) found |= 1u << (c & 31);
  return found;
}

// The most letters that two words can have in common, by the letters each has.
inline size_t most_in_common(uint32_t mine, uint32_t theirs, size_t size, size_t other_size) {
  return std::min(size - size_t(__builtin_popcount(mine & ~theirs)),
                  other_size - size_t(__builtin_popcount(theirs & ~mine)));
}

// Which places of a pattern (64 letters at the most) hold a letter.
class Places {
 public:
  explicit Places(View pattern) {
    uint64_t bit = 1;
    for (char32_t c : pattern) {
      if (c < 128) {
        if (!seen(c)) ascii_[c] = 0;
        used_[c >> 6] |= 1ull << (c & 63);
        ascii_[c] |= bit;
      } else {
        others_.push_back({c, bit});
      }
      bit <<= 1;
    }
  }
  uint64_t get(char32_t c) const {
    if (c < 128) return seen(c) ? ascii_[c] : 0;
    uint64_t found = 0;
    for (auto& other : others_)
      if (other.first == c) found |= other.second;
    return found;
  }

 private:
  bool seen(char32_t c) const { return used_[c >> 6] >> (c & 63) & 1; }
  uint64_t used_[2] = {0, 0};
  uint64_t ascii_[128];
  std::vector<std::pair<char32_t, uint64_t>> others_;
};

inline void trim(View& a, View& b) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
}

// Edits between a pattern of `size` letters (1 to 64), whose places are known, and a text.
template <class Text>
size_t osa_by(const Places& places, size_t size, const Text& text) {
  uint64_t vp = ~0ull, vn = 0, d0 = 0, before = 0;
  uint64_t last = 1ull << (size - 1);
  size_t edits = size;
  for (auto c : text) {
    uint64_t pm = places.get(char32_t(c));
    uint64_t tr = (((~d0) & pm) << 1) & before;
    d0 = (((pm & vp) + vp) ^ vp) | pm | vn | tr;
    uint64_t hp = vn | ~(d0 | vp);
    uint64_t hn = d0 & vp;
    edits += (hp & last) != 0;
    edits -= (hn & last) != 0;
    hp = (hp << 1) | 1;
    hn <<= 1;
    vp = hn | ~(d0 | hp);
    vn = hp & d0;
    before = pm;
  }
  return edits;
}

// Edits between two words, a swap of neighbours counting one (optimal string alignment).
inline size_t osa(View a, View b) {
  trim(a, b);
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return b.size();
  if (a.size() <= 64) return osa_by(Places(a), a.size(), b);
  std::vector<size_t> two(b.size() + 1), one(b.size() + 1), now(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) one[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      now[j] = std::min({one[j] + 1, now[j - 1] + 1, one[j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], two[j - 2] + 1);
    }
    two.swap(one);
    one.swap(now);
  }
  return one[b.size()];
}

inline size_t levenshtein(View a, View b) {
  trim(a, b);
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return b.size();
  if (a.size() <= 64) {
    Places places(a);
    uint64_t vp = ~0ull, vn = 0;
    uint64_t last = 1ull << (a.size() - 1);
    size_t edits = a.size();
    for (char32_t c : b) {
      uint64_t x = places.get(c) | vn;
      uint64_t d0 = (((x & vp) + vp) ^ vp) | x;
      uint64_t hp = vn | ~(d0 | vp);
      uint64_t hn = d0 & vp;
      edits += (hp & last) != 0;
      edits -= (hn & last) != 0;
      hp = (hp << 1) | 1;
      hn <<= 1;
      vp = hn | ~(d0 | hp);
      vn = hp & d0;
    }
    return edits;
  }
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t corner = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
      corner = above;
    }
  }
  return row[b.size()];
}

// The length of the longest common subsequence.
inline size_t common(View a, View b) {
  size_t whole = a.size();
  trim(a, b);
  size_t outside = whole - a.size();
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return outside;
  if (a.size() <= 64) {
    Places places(a);
    uint64_t s = ~0ull;
    for (char32_t c : b) {
      uint64_t u = s & places.get(c);
      s = (s + u) | (s - u);
    }
    uint64_t mask = a.size() == 64 ? ~0ull : (1ull << a.size()) - 1;
    return outside + size_t(__builtin_popcountll(~s & mask));
  }
  std::vector<size_t> row(b.size() + 1, 0);
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t corner = 0;
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t above = row[j];
      row[j] = a[i - 1] == b[j - 1] ? corner + 1 : std::max(above, row[j - 1]);
      corner = above;
    }
  }
  return outside + row[b.size()];
}

inline double levenshtein_likeness(View a, View b) {
  size_t most = std::max(a.size(), b.size());
  return most ? 1.0 - double(levenshtein(a, b)) / double(most) : 1.0;
}

inline double indel_likeness(View a, View b) {
  size_t both = a.size() + b.size();
  return both ? 1.0 - double(both - 2 * common(a, b)) / double(both) : 1.0;
}

inline double jaro(View a, View b) {
  if (a.empty() && b.empty()) return 1.0;
  if (a.empty() || b.empty()) return 0.0;
  if (a.size() == 1 && b.size() == 1) return a[0] == b[0] ? 1.0 : 0.0;
  size_t reach = std::max(a.size(), b.size()) / 2;
  reach = reach ? reach - 1 : 0;
  std::vector<char> met_a(a.size()), met_b(b.size());
  size_t met = 0;
  for (size_t j = 0; j < b.size(); ++j) {
    size_t from = j > reach ? j - reach : 0;
    size_t to = std::min(a.size(), j + reach + 1);
    for (size_t i = from; i < to; ++i)
      if (!met_a[i] && a[i] == b[j]) {
        met_a[i] = met_b[j] = 1;
        ++met;
        break;
      }
  }
  if (!met) return 0.0;
  size_t swapped = 0, i = 0;
  for (size_t j = 0; j < b.size(); ++j) {
    if (!met_b[j]) continue;
    while (!met_a[i]) ++i;
    swapped += a[i++] != b[j];
  }
  double m = double(met);
  double sum = m / double(a.size()) + m / double(b.size());
  return (sum + (m - double(swapped / 2)) / m) / 3.0;
}

inline double jaro_winkler(View a, View b) {
  double found = jaro(a, b);
  size_t same = 0, most = std::min({a.size(), b.size(), size_t(4)});
  while (same < most && a[same] == b[same]) ++same;
  if (found > 0.7) found += double(same) * 0.1 * (1.0 - found);
  return std::min(found, 1.0);
}

// The likeness of the shorter text to the part of the longer one it is most like, 0..1.
inline double partial_one(View a, View b) {
  Places places(a);
  size_t size = a.size();
  uint64_t mask = size == 64 ? ~0ull : (1ull << size) - 1;
  double best = 0;
  auto part = [&](size_t from, size_t to) {
    uint64_t s = ~0ull;
    for (size_t i = from; i < to; ++i) {
      uint64_t u = s & places.get(b[i]);
      s = (s + u) | (s - u);
    }
    size_t met = size_t(__builtin_popcountll(~s & mask));
    size_t both = size + to - from;
    best = std::max(best, 1.0 - double(both - 2 * met) / double(both));
  };
  for (size_t to = 1; to < size && to <= b.size(); ++to) part(0, to);
  for (size_t from = 0; from + size <= b.size(); ++from) part(from, from + size);
  for (size_t from = b.size() - size + 1; from < b.size(); ++from) part(from, b.size());
  return best;
}

inline double partial_likeness(View a, View b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a.empty()) return b.empty() ? 1.0 : 0.0;
  if (a == b) return 1.0;
  double best = partial_one(a, b);
  if (a.size() == b.size()) best = std::max(best, partial_one(b, a));
  return best;
}

}  // namespace kernel
