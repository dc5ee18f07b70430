// The terms of an index that a word may stand for: itself, its misspellings, its parts.
#pragma once
#include "mapped.hpp"

namespace kernel {

class Spellings {
 public:
  Spellings(Words& words, const Mapped& index, const SearchRules& rules)
      : words_(words), index_(index), rules_(rules) {}

  // The terms of a word and of what it may also be written as, each also misspelt; asked once a word.
  const Probe& probe(uint32_t number) {
    Word& word = words_.at(number);
    if (!word.probed) {
      word.probed = true;
      std::vector<uint32_t> terms;
      near_and_exact(word.text, terms);
      if (word.way != number) near_and_exact(words_.at(word.way).text, terms);
      std::vector<uint32_t>& kept = word.probe.terms;
      for (uint32_t t : terms)
        if (std::find(kept.begin(), kept.end(), t) == kept.end()) kept.push_back(t);
      word.probe.weight = thousandths(word.weight);
    }
    return word.probe;
  }

  // The words of the index that a word is made of, where it is none itself.
  const std::vector<uint32_t>& parts(uint32_t number) {
    Word& word = words_.at(number);
    if (!word.parted) {
      word.parted = true;
      Str text(word.text);
      std::vector<uint32_t> found;
      if (text.size() >= rules_.shortest_split && text.size() <= rules_.longest && index_.term(text) == NO_TERM)
        split(text, found);
      auto& kept = words_.at(number).parts;
      for (uint32_t w : found)
        if (std::find(kept.begin(), kept.end(), w) == kept.end()) kept.push_back(w);
    }
    return words_.at(number).parts;
  }

 private:
  Words& words_;
  const Mapped& index_;
  const SearchRules& rules_;
  std::vector<uint32_t> found_, twice_;
  std::vector<uint64_t> hashes_;
  uint32_t letters_ = 0;
  int most_edits_ = 2;

  // The terms one edit from a word, or two from a long one; rising.
  void near(View word, bool known, std::vector<uint32_t>& out) {
    size_t first = out.size();
    if (word.size() + 1 < rules_.shortest || word.size() > rules_.longest || !is_ascii(word)) return;
    found_.clear();
    letters_ = letters_of(word);
    most_edits_ = known || word.size() < rules_.shortest_twice ? 1 : 2;
    if (word.size() <= rules_.longest_short + 1) {
      hashes_.clear();
      each_deletion(word, [&](uint64_t cut) { hashes_.push_back(cut); });
      gather_all(SHORT_OFF, SHORT_ENTRIES);
    }
    if (word.size() + 1 >= rules_.shortest_long) {
      hashes_.clear();
      thirds(word);
      gather_all(LONG_OFF, LONG_ENTRIES);
    }
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    twice_.clear();
    if (found_.empty()) return;
    const uint32_t* off = index_.at<uint32_t>(TERM_OFF);
    const uint8_t* text = index_.at<uint8_t>(TERM_TEXT);
    for (uint32_t t : found_) __builtin_prefetch(off + t);
    for (uint32_t t : found_) __builtin_prefetch(text + off[t]);
    Places places(word);
    for (uint32_t t : found_) {
      Mapped::TermText other = index_.term_text(t);
      size_t apart = other.size() > word.size() ? other.size() - word.size() : word.size() - other.size();
      if (apart > 2) continue;
      size_t edits = osa_by(places, word.size(), other);
      if (edits == 1)
        out.push_back(t);
      else if (edits == 2 && std::min(word.size(), other.size()) >= rules_.shortest_twice)
        twice_.push_back(t);
    }
    if (out.size() == first && !known) out.insert(out.end(), twice_.begin(), twice_.end());
  }
  // The terms kept under any of the hashes; memory is asked for ahead of use.
  void gather_all(Section off_section, Section entry_section) {
    if (!index_.count(entry_section)) return;
    size_t mask = index_.count(off_section) - 2;
    const uint32_t* off = index_.at<uint32_t>(off_section);
    const Entry* entries = index_.at<Entry>(entry_section);
    for (uint64_t h : hashes_) __builtin_prefetch(off + (h & mask));
    for (uint64_t h : hashes_) __builtin_prefetch(entries + off[h & mask]);
    for (uint64_t h : hashes_) gather(off_section, entry_section, h);
  }

  void gather(Section off_section, Section entry_section, uint64_t h) {
    size_t buckets = index_.count(off_section) - 1;
    if (!index_.count(entry_section)) return;
    const uint32_t* off = index_.at<uint32_t>(off_section) + (h & (buckets - 1));
    const Entry* entries = index_.at<Entry>(entry_section);
    for (uint32_t k = off[0]; k < off[1]; ++k)
      if (entries[k].tag == uint32_t(h >> 32) &&
          __builtin_popcount(entries[k].letters ^ letters_) <= 2 * most_edits_)
        found_.push_back(entries[k].term);
  }

  void thirds(View word) {
    size_t size = word.size();
    size_t from = std::max(rules_.shortest_long, size > 2 ? size - 2 : 0);
    for (size_t length = from; length <= std::min(rules_.longest, size + 2); ++length) {
      size_t third = length / 3, middle = length - 2 * third;
      auto piece = [&](View text, size_t part) {
        hashes_.push_back(piece_hash(text, length, part));
      };
      piece(word.substr(0, third), 0);
      piece(word.substr(size - third), 2);
      for (size_t start = third > 2 ? third - 2 : 0; start <= third + 2 && start + middle <= size; ++start)
        piece(word.substr(start, middle), 1);
    }
  }

  // The term of a word, and those it may be a misspelling of.
  void near_and_exact(View word, std::vector<uint32_t>& out) {
    uint32_t exact = index_.term(word);
    if (exact != NO_TERM) out.push_back(exact);
    near(word, exact != NO_TERM, out);
  }

  void split(View text, std::vector<uint32_t>& out) {
    size_t least = rules_.shortest_part, size = text.size();
    std::vector<char> begins(size + 1), ends(size + 1);
    for (size_t k = least; k + least <= size; ++k) {
      begins[k] = index_.term(text.substr(0, k)) != NO_TERM;
      ends[k] = index_.term(text.substr(k)) != NO_TERM;
    }
    auto add = [&](size_t k) {
      out.push_back(words_.number(text.substr(0, k)));
      out.push_back(words_.number(text.substr(k)));
    };
    for (size_t k = least; k + least <= size; ++k)
      if (begins[k] && ends[k]) add(k);
    if (!out.empty()) return;
    pieces(text, out);
    if (!out.empty()) return;
    size_t before = 0, behind = 0;
    for (size_t k = least; k + least <= size; ++k) {
      if (begins[k]) before = k;
      if (ends[k] && !behind) behind = k;
    }
    if (before > least && size - before >= rules_.shortest_near) add(before);
    if (behind >= rules_.shortest_near && size - behind > least) add(behind);
  }

  void pieces(View text, std::vector<uint32_t>& out) {
    std::vector<View> found;
    View rest = text;
    while (!rest.empty()) {
      size_t k = rest.size();
      while (k >= rules_.shortest_part && index_.term(rest.substr(0, k)) == NO_TERM) --k;
      if (k < rules_.shortest_part || found.size() == rules_.most_parts) return;
      found.push_back(rest.substr(0, k));
      rest.remove_prefix(k);
    }
    for (View piece : found) out.push_back(words_.number(piece));
  }
};

}  // namespace kernel
