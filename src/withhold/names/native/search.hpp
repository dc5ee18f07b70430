// Names looked up in an index: candidates by their rarest terms, then the score.
#pragma once
#include "judge.hpp"

namespace kernel {

struct Hit {
  uint32_t listed;
  double score;
};

class Search {
 public:
  Search(KeyTables& tables, const Scoring& scoring, const SearchRules& rules, const uint8_t* data, size_t size)
      : index_(data, size),
        keys_(tables),
        scorer_(keys_.words, scoring),
        bound_(keys_.words, scoring.limits, scoring.words),
        rules_(rules),
        question_(keys_.words, index_, rules),
        judge_(keys_.words, index_, rules, question_) {
    listed_.resize(header().names);
    outline_of_.resize(header().names);
  }

  const Header& header() const { return index_.header(); }

  // The entities whose names are like a name, the best name of each; falling score.
  void match(View name, double least, size_t most, std::vector<Hit>& out) {
    out.clear();
    if (keys_.words.size() > MOST_WORDS) forget();
    keys_.make(name, query_);
    candidates(least > scorer_.limits.not_telling);
    if (numbers_.empty()) return;
    query_outline_.clear();
    const Outline& query = *bound_.outline(query_, query_outline_);
    const uint32_t *entity = index_.at<uint32_t>(ENTITY), *rank = index_.at<uint32_t>(RANK);
    for (uint32_t number : numbers_) __builtin_prefetch(&outline_of_[number]);
    for (uint32_t number : numbers_) fetch(outline_of_[number]);
    size_t kept = 0;
    for (uint32_t number : numbers_) {
      const Outline& asked = *outline(number);
      if (least > 0 && !bound_.may_reach(query, asked, least)) continue;
      fetch(*asked.key);
      numbers_[kept++] = number;
    }
    numbers_.resize(kept);
    for (uint32_t number : numbers_) {
      double score = scorer_.score(query_, *outline(number)->key, nullptr, least);
      if (score < least) continue;
      bool held = false;
      for (Hit& other : out) {
        if (entity[other.listed] != entity[number]) continue;
        held = true;
        bool better = score != other.score ? score > other.score : rank[number] < rank[other.listed];
        if (better) other = {number, score};
      }
      if (!held) out.push_back({number, score});
    }
    std::sort(out.begin(), out.end(), [&](const Hit& a, const Hit& b) {
      return a.score != b.score ? a.score > b.score : entity[a.listed] < entity[b.listed];
    });
    if (out.size() > most) out.resize(most);
  }

  const std::vector<uint32_t>& numbers(View name, bool telling) {
    if (keys_.words.size() > MOST_WORDS) forget();
    keys_.make(name, query_);
    candidates(telling);
    return numbers_;
  }

 private:
  static constexpr size_t MOST_WORDS = 1 << 19, MOST_LISTED = 1 << 17;
  struct Meeting {
    uint32_t row, wanted;
  };

  Mapped index_;
  Keys keys_;
  Scorer scorer_;
  Bound bound_;
  OutlineStore outlines_{1 << 16}, query_outline_{1 << 9};
  const SearchRules& rules_;
  Question question_;
  Judge judge_;
  Key query_;
  std::vector<std::unique_ptr<Key>> listed_;
  std::vector<const Outline*> outline_of_;
  size_t listed_count_ = 0;
  std::vector<uint32_t> rows_met_;  // those weighed for a query, by a hash of where they begin
  std::vector<Meeting> may_meet_;
  std::vector<uint32_t> numbers_;
  Worth worth_;
  Str name_;

  void forget() {
    forget_listed();
    keys_.forget();
  }
  void forget_listed() {
    for (auto& key : listed_) key.reset();
    std::fill(outline_of_.begin(), outline_of_.end(), nullptr);
    outlines_.clear();
    listed_count_ = 0;
  }

  static void fetch(const Outline* outline) {
    const char* from = reinterpret_cast<const char*>(outline);
    for (size_t line = 0; from && line < 4; ++line) __builtin_prefetch(from + 64 * line);
  }

  static void fetch(const Key& key) {
    const char* from = reinterpret_cast<const char*>(&key);
    for (size_t at = 0; at < sizeof(Key); at += 64) __builtin_prefetch(from + at);
  }

  const Outline* outline(uint32_t number) {
    if (outline_of_[number]) return outline_of_[number];
    if (++listed_count_ > MOST_LISTED) {
      forget_listed();
      listed_count_ = 1;
    }
    const uint64_t* off = index_.at<uint64_t>(NAME_OFF);
    from_bytes(index_.at<uint8_t>(NAME_TEXT) + off[number], off[number + 1] - off[number], name_);
    auto key = std::make_unique<Key>();
    keys_.make(name_, *key);
    key->plain = {};
    key->plain.shrink_to_fit();
    listed_[number] = std::move(key);
    return outline_of_[number] = bound_.outline(*listed_[number], outlines_);
  }

  // What a query stands for, and the names whose rows meet enough of it, within the budget.
  void candidates(bool telling) {
    numbers_.clear();
    question_.put(query_);
    if (question_.asked().empty()) return;
    bool han = query_.han && !query_.han->characters.empty();
    bool judged = telling && !han && query_.decoded.empty();
    if (judged && !question_.terms().empty()) judge_.describe(query_);
    read_posts(judged);
    weigh_met(judged);
    std::sort(worth_.begin(), worth_.end());
    const uint32_t* rows = index_.at<uint32_t>(ROWS);
    for (auto& [_, row] : worth_) {
      uint32_t n = rows[row] & ~PLAIN;
      if (std::find(numbers_.begin(), numbers_.end(), n) != numbers_.end()) continue;
      numbers_.push_back(n);
      if (numbers_.size() == rules_.most) break;
    }
  }

  // The rows that may be met: those under the terms of the query, the rarest first.
  void read_posts(bool judged) {
    const uint32_t* off = index_.at<uint32_t>(POST_OFF);
    const Post* posts = index_.at<Post>(POSTS);
    const Alone* alone = index_.at<Alone>(POST_ALONE);
    const uint32_t* rows = index_.at<uint32_t>(ROWS);
    may_meet_.clear();
    size_t left = rules_.budget;
    bool any = false;
    for (uint32_t t : question_.terms()) {
      size_t count = off[t + 1] - off[t];
      if (count > left && any) break;
      count = std::min(count, left);
      const Post* end = posts + off[t] + count;
      uint64_t own = question_.asked_by(Sign::bit(t));  // of the term, and of what has its bit
      uint32_t weight = question_.weight_of(own);
      Sign other = question_.sign();
      other.drop(t);
      bool by_one = judged && question_.has_own_bit(t) && judge_.take_alone(own);
      for (const Post* post = posts + off[t]; post < end; ++post) {
        Sign shared = other.both(post->sign);
        if (!shared.any()) {
          if (post->wanted > weight || (by_one && !judge_.may_suffice(alone[post - posts]))) continue;
        } else if (post->wanted > weight && post->wanted > weight + weight_beside(own, shared)) {
          continue;
        }
        __builtin_prefetch(rows + post->row);
        may_meet_.push_back({post->row, post->wanted});
      }
      any |= count > 0;
      left -= count;
    }
  }

  // The most that the terms with the bits of a sign may weigh, beside what is met already.
  uint32_t weight_beside(uint64_t met, const Sign& shared) const {
    uint64_t asked = 0;
    shared.each([&](unsigned bit) { asked |= question_.asked_by(bit); });
    return question_.weight_of(asked & ~met);
  }

  // Those met enough to be worth comparing.
  void weigh_met(bool judged) {
    worth_.clear();
    if (may_meet_.empty()) return;
    const uint32_t* rows = index_.at<uint32_t>(ROWS);
    size_t room = 64;
    while (room < 2 * may_meet_.size()) room *= 2;
    rows_met_.assign(room, NO_TERM);
    uint64_t met_last = 0;
    uint32_t shared = 0;
    for (const Meeting& post : may_meet_) {
      size_t place = post.row / RECORD * 0x9E3779B1u & (room - 1);
      while (rows_met_[place] != NO_TERM && rows_met_[place] != post.row) place = (place + 1) & (room - 1);
      if (rows_met_[place] == post.row) continue;
      rows_met_[place] = post.row;
      const uint32_t* record = rows + post.row;
      Met met = question_.met_by(record + PARTS_AT + (record[1] >> 16), record[1] & 0xFFFF);
      if (met.asked != met_last) shared = question_.weight_of(met_last = met.asked);
      if (shared < post.wanted) continue;
      if (judged && (record[0] & PLAIN))
        judge_.judge(post.row, met, shared, worth_);
      else
        worth_.push_back({-int64_t(shared), post.row});
    }
    if (judged) judge_.judge_waiting(worth_);
  }
};

}  // namespace kernel
