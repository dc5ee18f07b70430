// What a name asks an index for: the terms of its words, of words joined, of its characters.
#pragma once
#include "spellings.hpp"

namespace kernel {

// One thing looked up: any of its terms answers it.
struct Asked {
  const uint32_t* terms;
  size_t count;
  uint32_t weight, covers, tells;
  uint32_t word, next;  // the words of the query it answers; NO_TERM: none
};

// The things looked up that a row answers, and which of its terms do (of the first 64).
struct Met {
  uint64_t asked, terms;
};

class Question {
 public:
  Question(Words& words, const Mapped& index, const SearchRules& rules)
      : words_(words), index_(index), rules_(rules), spellings_(words, index, rules) {}

  // Takes in a name; what is asked stays valid until the next one.
  void put(const Key& query) {
    for (uint32_t place : used_) seen_[place] = Seen{};
    used_.clear();
    order_.clear();
    by_rows_.clear();
    used_terms_.clear();
    gather(query);
    if (!asked_.empty()) number_terms();
  }

  const std::vector<Asked>& asked() const { return asked_; }
  // The terms asked for that rows are kept under; those of few rows first.
  const std::vector<uint32_t>& terms() const { return order_; }
  // The words of the name that are looked up.
  const std::vector<uint32_t>& words() const { return told_; }
  // The thing looked up that is how a listed name begins.
  uint64_t begun() const { return begun_; }
  const Sign& sign() const { return sign_; }

  // The things looked up that have a term with a bit of a sign.
  uint64_t asked_by(unsigned bit) const { return asked_by_[bit]; }

  // True where no other term asked for has the bit of a term.
  bool has_own_bit(uint32_t t) const { return !shared_bits_.has(t); }

  // Those that a term answers.
  uint64_t answered_by(uint32_t t) const { return seen_[place_of(t)].asked; }

  uint32_t weight_of(uint64_t met) const {
    uint32_t shared = 0;
    for (; met; met &= met - 1) shared += asked_[size_t(__builtin_ctzll(met))].weight;
    return shared;
  }

  Met met_by(const uint32_t* terms, uint32_t count) const {
    Met met{0, 0};
    if (count > 64) {  // whoever asks for a term looks again
      for (uint32_t k = 0; k < count; ++k) met.asked |= answered_by(terms[k]);
      return met;
    }
    uint64_t maybe = 0;
    for (uint32_t k = 0; k < count; ++k) maybe |= uint64_t(asked_by_[Sign::bit(terms[k])] != 0) << k;
    for (; maybe; maybe &= maybe - 1) {
      uint64_t asked = answered_by(terms[__builtin_ctzll(maybe)]);
      met.asked |= asked;
      met.terms |= uint64_t(asked != 0) << __builtin_ctzll(maybe);
    }
    return met;
  }

 private:
  struct Seen {
    uint32_t term = NO_TERM;
    uint64_t asked = 0;
  };
  Words& words_;
  const Mapped& index_;
  const SearchRules& rules_;
  Spellings spellings_;
  std::vector<Asked> asked_;
  Sign sign_;         // of all terms
  Sign shared_bits_;  // of those whose bit is another one's too
  uint64_t asked_by_[256] = {};
  uint64_t begun_ = 0;
  std::vector<uint32_t> told_, distinct_, single_, order_;
  std::vector<uint32_t> used_terms_;  // those with rows, as they were asked for
  std::vector<uint64_t> by_rows_;     // of each, how many rows, and its place there
  std::vector<Seen> seen_;
  size_t seen_mask_ = 0;
  std::vector<uint32_t> used_;  // the places of seen_ that hold something
  std::vector<View> pairs_;
  Str joined_, room_;

  uint32_t weight(uint32_t word) { return thousandths(words_.at(word).weight); }

  uint32_t told_weight(uint32_t word) {
    const Word& w = words_.at(word);
    return w.kind == BRAND || w.kind == LETTERS ? thousandths(w.weight) : 0;
  }

  void ask(const Probe& probe, uint32_t word) {
    if (!probe.terms.empty() && probe.weight)
      asked_.push_back(
          {probe.terms.data(), probe.terms.size(), probe.weight, weight(word), told_weight(word),
           word, NO_TERM});
  }
  void ask_single(uint32_t t, uint32_t weight = 1000) {
    if (t == NO_TERM) return;
    single_.push_back(t);
    asked_.push_back({nullptr, single_.size() - 1, weight, 0, 0, NO_TERM, NO_TERM});
  }
  void ask_joined(const std::vector<uint32_t>& words) {
    for (size_t i = 0; i + 1 < words.size(); ++i) {
      joined_.assign(words_.at(words[i]).text);
      joined_ += words_.at(words[i + 1]).text;
      uint32_t one = words[i], other = words[i + 1];
      uint32_t found = index_.term(joined_);
      if (found == NO_TERM) continue;
      ask_single(found);
      Asked& a = asked_.back();
      a.covers = weight(one) + weight(other);
      a.tells = told_weight(one) + told_weight(other);
      a.word = one;
      a.next = other;
    }
  }
  static bool weighs(const Key& query, uint32_t word) {
    for (auto& t : query.tokens)
      if (t.word == word && t.weight != 0) return true;
    return false;
  }
  void ask_distinct(const std::vector<uint32_t>& words) {
    distinct_.clear();
    for (uint32_t w : words)
      if (std::find(distinct_.begin(), distinct_.end(), w) == distinct_.end()) distinct_.push_back(w);
  }

  void gather(const Key& query) {
    asked_.clear();
    single_.clear();
    told_.clear();
    for (uint32_t w : query.plain)
      if (!words_.at(w).form || weighs(query, w)) told_.push_back(w);
    ask_distinct(told_);
    for (uint32_t w : distinct_) ask(spellings_.probe(w), w);
    for (uint32_t w : distinct_)
      for (uint32_t p : spellings_.parts(w)) ask(spellings_.probe(p), w);
    ask_joined(query.plain);
    std::vector<uint32_t> read;
    bool han = query.han && !query.han->characters.empty();
    for (auto& t : han ? query.han->english : query.decoded) read.push_back(t.word);
    ask_distinct(read);
    for (uint32_t w : distinct_)
      if (!words_.at(w).form) ask(spellings_.probe(w), w);
    ask_joined(read);
    joined_.clear();
    for (uint32_t w : told_) joined_ += words_.at(w).text;
    each_end(joined_, rules_.ends, room_, [&](View end) { ask_single(index_.term(end)); });
    if (han) each_pair(query.han->han, pairs_, [&](View pair) { ask_single(index_.term(pair)); });
    begun_ = 0;
    if (size_t(std::count(query.folded.begin(), query.folded.end(), U' ')) < rules_.beginning) {
      beginning_term(query.folded, rules_.beginning, room_);
      uint32_t begun = room_.empty() ? NO_TERM : index_.term(room_);
      if (begun != NO_TERM && asked_.size() < std::min<size_t>(64, rules_.most_probes)) begun_ = 1ull << asked_.size();
      ask_single(begun, rules_.begun_weight);
    }
    if (asked_.size() > rules_.most_probes) asked_.resize(rules_.most_probes);
    for (auto& a : asked_)
      if (!a.terms) {
        a.terms = single_.data() + a.count;
        a.count = 1;
      }
  }

  size_t place_of(uint32_t t) const {
    size_t place = (t * 0x9E3779B1u) & seen_mask_;
    while (seen_[place].term != NO_TERM && seen_[place].term != t) place = (place + 1) & seen_mask_;
    return place;
  }

  // Which things each term answers, and the terms in the order in which their rows are read.
  void number_terms() {
    size_t all = 0;
    for (auto& a : asked_) all += a.count;
    size_t room = 512;  // so sparse that a term which is not there is seen at once
    while (room < 8 * all) room *= 2;
    if (seen_.size() < room) {
      seen_.assign(room, Seen{});
      seen_mask_ = room - 1;
    }
    const uint32_t* off = index_.at<uint32_t>(POST_OFF);
    sign_.each([&](unsigned bit) { asked_by_[bit] = 0; });
    sign_ = shared_bits_ = {};
    for (size_t k = 0; k < asked_.size(); ++k)
      for (size_t m = 0; m < asked_[k].count; ++m) {
        uint32_t t = asked_[k].terms[m];
        size_t place = place_of(t);
        Seen& seen = seen_[place];
        if (seen.term == NO_TERM) {
          if (sign_.has(t)) shared_bits_.add(t);
          seen.term = t;
          used_.push_back(uint32_t(place));
          if (off[t + 1] > off[t]) {
            by_rows_.push_back(uint64_t(off[t + 1] - off[t]) << 32 | used_terms_.size());
            used_terms_.push_back(t);
            __builtin_prefetch(index_.at<Post>(POSTS) + off[t]);
          }
        }
        asked_by_[sign_.add(t)] |= 1ull << k;
        seen.asked |= 1ull << k;
      }
    std::sort(by_rows_.begin(), by_rows_.end());
    for (uint64_t one : by_rows_) order_.push_back(used_terms_[uint32_t(one)]);
  }
};

}  // namespace kernel
