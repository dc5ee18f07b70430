// Letters as pinyin: parted into syllables, and whether two words are other pinyin.
#pragma once
#include "likeness.hpp"

namespace kernel {

// Words as a tree of letters: whether letters can be parted into them.
class Sayable {
 public:
  Sayable() : nodes_(1) {}
  void add(View word) {
    uint32_t at = 0;
    for (char32_t c : word)
      if (c < U'a' || c > U'z') return;
    for (char32_t c : word) {
      uint32_t next = nodes_[at].next[c - U'a'];
      if (!next) {
        next = uint32_t(nodes_.size());
        nodes_[at].next[c - U'a'] = next;
        nodes_.emplace_back();
      }
      at = next;
    }
    nodes_[at].end = true;
  }
  bool parts(View letters) const {
    reached_.assign(letters.size() + 1, 0);
    char* reached = reached_.data();
    reached[0] = 1;
    size_t farthest = 0;
    for (size_t i = 0; i < letters.size() && i <= farthest; ++i) {
      if (!reached[i]) continue;
      uint32_t at = 0;
      for (size_t k = i; k < letters.size(); ++k) {
        if (letters[k] < U'a' || letters[k] > U'z') return false;
        at = nodes_[at].next[letters[k] - U'a'];
        if (!at) break;
        if (nodes_[at].end) {
          reached[k + 1] = 1;
          farthest = std::max(farthest, k + 1);
        }
      }
    }
    return reached[letters.size()];
  }

 private:
  struct Node {
    uint32_t next[26] = {};
    bool end = false;
  };
  std::vector<Node> nodes_;
  mutable std::vector<char> reached_;
};

using Syllables = std::vector<uint16_t>;

class Pinyin {
 public:
  void add(View syllable) {
    if (numbers_.put_first(syllable, uint16_t(numbers_.size()))) sayable_.add(syllable);
  }
  void add_alike(View one, View other) {
    add_any(one);
    add_any(other);
    alike_.push_back({*numbers_.get(one), *numbers_.get(other)});
    std::sort(alike_.begin(), alike_.end());
  }
  bool same(uint16_t one, uint16_t other) const {
    return one == other || std::binary_search(alike_.begin(), alike_.end(), std::make_pair(one, other));
  }

  // Letters parted into the fewest syllables; empty where they are none.
  void part(View letters, Syllables& out) const {
    out.clear();
    if (letters.empty() || !sayable_.parts(letters)) return;
    size_t size = letters.size();
    std::vector<uint16_t> count(size + 1, NONE), last(size + 1), from(size + 1);
    count[0] = 0;
    for (size_t end = 1; end <= size; ++end)
      for (size_t start = end > LONGEST ? end - LONGEST : 0; start < end; ++start) {
        if (count[start] == NONE || count[start] + 1 >= count[end]) continue;
        const uint16_t* number = numbers_.get(letters.substr(start, end - start));
        if (!number || !spoken(*number)) continue;
        count[end] = uint16_t(count[start] + 1);
        last[end] = *number;
        from[end] = uint16_t(start);
      }
    if (count[size] == NONE) return;
    for (size_t at = size; at; at = from[at]) out.push_back(last[at]);
    std::reverse(out.begin(), out.end());
  }

  // True for two words that are both pinyin, of two syllables or more, and not the same ones.
  bool other(const Syllables& one, const Syllables& another) const {
    if (one.size() < 2 || another.size() < 2) return false;
    if (one.size() != another.size()) return true;
    for (size_t i = 0; i < one.size(); ++i)
      if (!same(one[i], another[i])) return true;
    return false;
  }
  bool other(View one, View another) const {
    Syllables mine, theirs;
    part(one, mine);
    if (mine.size() < 2) return false;
    part(another, theirs);
    return other(mine, theirs);
  }

 private:
  static constexpr uint16_t NONE = 0xFFFF;
  static constexpr size_t LONGEST = 6;
  TextMap<uint16_t> numbers_;
  Sayable sayable_;
  std::vector<bool> silent_;  // known only as another reading
  std::vector<std::pair<uint16_t, uint16_t>> alike_;

  bool spoken(uint16_t number) const { return number >= silent_.size() || !silent_[number]; }
  void add_any(View syllable) {
    uint16_t number = uint16_t(numbers_.size());
    if (!numbers_.put_first(syllable, number)) return;
    silent_.resize(number + 1);
    silent_[number] = true;
  }
};

}  // namespace kernel
