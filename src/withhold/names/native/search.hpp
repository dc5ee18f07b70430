// Names looked up in an index: candidates by their rarest terms, then the score.
#pragma once
#include "index.hpp"

namespace kernel {

struct Hit {
  uint32_t listed;
  double score;
};

class Search {
 public:
  Search(KeyTables& tables, const Scoring& scoring, const SearchRules& rules, const uint8_t* data, size_t size)
      : keys_(tables), scorer_(keys_.words, scoring), bound_(keys_.words, scoring.limits, scoring.words), rules_(rules), data_(data) {
    if (size < sizeof(Header)) throw std::invalid_argument("the index file is cut short");
    std::memcpy(&head_, data, sizeof(Header));
    if (head_.magic != MAGIC || head_.size != size)
      throw std::invalid_argument("the index file is of another make or cut short");
    if (checksum_of(data + sizeof(Header), size - sizeof(Header)) != head_.checksum)
      throw std::invalid_argument("the index file is damaged");
    listed_.resize(head_.names);
    outline_of_.resize(head_.names);
    slot_mask_ = head_.count[TERM_SLOTS] ? head_.count[TERM_SLOTS] - 1 : 0;
  }

  const Header& header() const { return head_; }

  // The entities whose names are like a name, the best name of each; falling score.
  void match(View name, double least, size_t most, std::vector<Hit>& out) {
    out.clear();
    if (keys_.words.size() > MOST_WORDS) forget();
    keys_.make(name, query_);
    candidates(least > scorer_.limits.not_telling);
    if (numbers_.empty()) return;
    query_outline_.clear();
    const Outline& query = *bound_.outline(query_, query_outline_);
    const uint32_t *entity = at<uint32_t>(ENTITY), *rank = at<uint32_t>(RANK);
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
  struct Asked {
    const uint32_t* terms;
    size_t count;
    uint32_t weight, covers, tells;
    uint32_t word, next;  // the words of the query it answers; NO_TERM: none
  };
  struct Meeting {
    uint32_t row, wanted;
  };
  struct Seen {
    uint32_t term = NO_TERM;
    uint64_t probes = 0;
  };

  Keys keys_;
  Scorer scorer_;
  Bound bound_;
  OutlineStore outlines_{1 << 16}, query_outline_{1 << 9};
  const SearchRules& rules_;
  const uint8_t* data_;
  Header head_;
  size_t slot_mask_;
  Key query_;
  std::vector<std::unique_ptr<Key>> listed_;
  std::vector<const Outline*> outline_of_;
  size_t listed_count_ = 0;
  std::vector<uint32_t> rows_met_;  // those weighed for a query, by a hash of where they begin
  std::vector<Asked> asked_;
  Sign sign_;                          // of all terms of a query
  uint64_t asked_by_[256] = {};  // the things looked up that have a term with a bit of a sign
  std::vector<Meeting> may_meet_;
  std::vector<uint32_t> words_, distinct_, order_, single_;
  std::vector<uint32_t> numbers_, rows_;
  std::vector<std::pair<int64_t, uint32_t>> worth_;
  std::vector<Seen> seen_;
  size_t seen_mask_ = 0;
  std::vector<uint32_t> used_;
  std::vector<View> pairs_;
  Str joined_, room_, name_, piece_;

  template <class V>
  const V* at(Section section) const {
    return reinterpret_cast<const V*>(data_ + head_.start[section]);
  }

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
    const uint64_t* off = at<uint64_t>(NAME_OFF);
    from_bytes(at<uint8_t>(NAME_TEXT) + off[number], off[number + 1] - off[number], name_);
    auto key = std::make_unique<Key>();
    keys_.make(name_, *key);
    key->plain = {};
    key->plain.shrink_to_fit();
    listed_[number] = std::move(key);
    return outline_of_[number] = bound_.outline(*listed_[number], outlines_);
  }

  uint32_t term(View text) const {
    if (!head_.terms) return NO_TERM;
    uint64_t h = hash_of(text);
    const uint32_t* slots = at<uint32_t>(TERM_SLOTS);
    const uint64_t* hashes = at<uint64_t>(TERM_HASH);
    for (size_t place = h & slot_mask_; slots[place] != NO_TERM; place = (place + 1) & slot_mask_)
      if (hashes[slots[place]] == h) return slots[place];
    return NO_TERM;
  }

  // The letters of a term; misspelt words are looked for in ASCII only.
  struct Letters8 {
    const uint8_t *first, *last;
    const uint8_t* begin() const { return first; }
    const uint8_t* end() const { return last; }
    size_t size() const { return size_t(last - first); }
  };
  Letters8 term_text(uint32_t t) const {
    const uint32_t* off = at<uint32_t>(TERM_OFF);
    const uint8_t* text = at<uint8_t>(TERM_TEXT);
    return {text + off[t], text + off[t + 1]};
  }

  // The terms one edit from a word, or two from a long one; rising.
  void near(View word, bool known, std::vector<uint32_t>& out) {
    size_t first = out.size();
    if (word.size() + 1 < rules_.shortest || word.size() > rules_.longest || !is_ascii(word)) return;
    found_.clear();
    letters_ = letters_of(word);
    most_edits_ = known || word.size() < rules_.shortest_twice ? 1 : 2;
    if (word.size() <= rules_.longest_short + 1) {
      hashes_.clear();
      each_deletion(word, room_, [&](View cut) { hashes_.push_back(hash_of(cut)); });
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
    const uint32_t* off = at<uint32_t>(TERM_OFF);
    const uint8_t* text = at<uint8_t>(TERM_TEXT);
    for (uint32_t t : found_) __builtin_prefetch(off + t);
    for (uint32_t t : found_) __builtin_prefetch(text + off[t]);
    Places places(word);
    for (uint32_t t : found_) {
      Letters8 other = term_text(t);
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
  std::vector<uint32_t> found_, twice_;
  std::vector<uint64_t> hashes_;
  uint32_t letters_ = 0;
  int most_edits_ = 2;

  // The terms kept under any of the hashes; memory is asked for ahead of use.
  void gather_all(Section off_section, Section entry_section) {
    if (!head_.count[entry_section]) return;
    size_t mask = head_.count[off_section] - 2;
    const uint32_t* off = at<uint32_t>(off_section);
    const Entry* entries = at<Entry>(entry_section);
    for (uint64_t h : hashes_) __builtin_prefetch(off + (h & mask));
    for (uint64_t h : hashes_) __builtin_prefetch(entries + off[h & mask]);
    for (uint64_t h : hashes_) gather(off_section, entry_section, h);
  }

  void gather(Section off_section, Section entry_section, uint64_t h) {
    size_t buckets = head_.count[off_section] - 1;
    if (!head_.count[entry_section]) return;
    const uint32_t* off = at<uint32_t>(off_section) + (h & (buckets - 1));
    const Entry* entries = at<Entry>(entry_section);
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
    uint32_t exact = term(word);
    if (exact != NO_TERM) out.push_back(exact);
    near(word, exact != NO_TERM, out);
  }

  const Probe& probe(uint32_t number) {
    Word& word = keys_.words.at(number);
    if (!word.probed) {
      word.probed = true;
      std::vector<uint32_t> terms;
      near_and_exact(word.text, terms);
      if (word.way != number) near_and_exact(keys_.words.at(word.way).text, terms);
      std::vector<uint32_t>& kept = word.probe.terms;
      for (uint32_t t : terms)
        if (std::find(kept.begin(), kept.end(), t) == kept.end()) kept.push_back(t);
      word.probe.weight = thousandths(word.weight);
    }
    return word.probe;
  }

  // The words of the index that a word is made of, where it is none itself.
  const std::vector<uint32_t>& parts(uint32_t number) {
    Word& word = keys_.words.at(number);
    if (!word.parted) {
      word.parted = true;
      Str text(word.text);
      std::vector<uint32_t> found;
      if (text.size() >= rules_.shortest_split && text.size() <= rules_.longest && term(text) == NO_TERM)
        split(text, found);
      auto& kept = keys_.words.at(number).parts;
      for (uint32_t w : found)
        if (std::find(kept.begin(), kept.end(), w) == kept.end()) kept.push_back(w);
    }
    return keys_.words.at(number).parts;
  }

  void split(View text, std::vector<uint32_t>& out) {
    size_t least = rules_.shortest_part, size = text.size();
    std::vector<char> begins(size + 1), ends(size + 1);
    for (size_t k = least; k + least <= size; ++k) {
      begins[k] = term(text.substr(0, k)) != NO_TERM;
      ends[k] = term(text.substr(k)) != NO_TERM;
    }
    auto add = [&](size_t k) {
      out.push_back(keys_.words.number(text.substr(0, k)));
      out.push_back(keys_.words.number(text.substr(k)));
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
      while (k >= rules_.shortest_part && term(rest.substr(0, k)) == NO_TERM) --k;
      if (k < rules_.shortest_part || found.size() == rules_.most_parts) return;
      found.push_back(rest.substr(0, k));
      rest.remove_prefix(k);
    }
    for (View piece : found) out.push_back(keys_.words.number(piece));
  }

  uint32_t weight(uint32_t word) { return thousandths(keys_.words.at(word).weight); }

  uint32_t told_weight(uint32_t word) {
    const Word& w = keys_.words.at(word);
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
      joined_.assign(keys_.words.at(words[i]).text);
      joined_ += keys_.words.at(words[i + 1]).text;
      uint32_t one = words[i], other = words[i + 1];
      uint32_t found = term(joined_);
      if (found == NO_TERM) continue;
      ask_single(found);
      Asked& a = asked_.back();
      a.covers = weight(one) + weight(other);
      a.tells = told_weight(one) + told_weight(other);
      a.word = one;
      a.next = other;
    }
  }
  bool told(uint32_t word) const {
    for (auto& t : query_.tokens)
      if (t.word == word && t.weight != 0) return true;
    return false;
  }
  void ask_distinct(const std::vector<uint32_t>& words) {
    distinct_.clear();
    for (uint32_t w : words)
      if (std::find(distinct_.begin(), distinct_.end(), w) == distinct_.end()) distinct_.push_back(w);
  }

  void ask_all() {
    asked_.clear();
    single_.clear();
    words_.clear();
    for (uint32_t w : query_.plain)
      if (!keys_.words.at(w).form || told(w)) words_.push_back(w);
    ask_distinct(words_);
    for (uint32_t w : distinct_) ask(probe(w), w);
    for (uint32_t w : distinct_)
      for (uint32_t p : parts(w)) ask(probe(p), w);
    ask_joined(query_.plain);
    std::vector<uint32_t> read;
    bool han = query_.han && !query_.han->characters.empty();
    for (auto& t : han ? query_.han->english : query_.decoded) read.push_back(t.word);
    ask_distinct(read);
    for (uint32_t w : distinct_)
      if (!keys_.words.at(w).form) ask(probe(w), w);
    ask_joined(read);
    joined_.clear();
    for (uint32_t w : words_) joined_ += keys_.words.at(w).text;
    each_end(joined_, rules_.ends, room_, [&](View end) { ask_single(term(end)); });
    if (han) each_pair(query_.han->han, pairs_, [&](View pair) { ask_single(term(pair)); });
    begun_ = 0;
    if (size_t(std::count(query_.folded.begin(), query_.folded.end(), U' ')) < rules_.beginning) {
      beginning_term(query_.folded, rules_.beginning, room_);
      uint32_t begun = room_.empty() ? NO_TERM : term(room_);
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

  Seen& slot(uint32_t t) {
    size_t mask = seen_mask_, place = (t * 0x9E3779B1u) & mask;
    while (seen_[place].term != NO_TERM && seen_[place].term != t) place = (place + 1) & mask;
    return seen_[place];
  }

  // What the terms of a query stand for, and the rows under them within the budget.
  void candidates(bool telling) {
    numbers_.clear();
    ask_all();
    if (asked_.empty()) return;
    size_t all = 0;
    for (auto& a : asked_) all += a.count;
    size_t room = 512;  // so sparse that a term which is not there is seen at once
    while (room < 8 * all) room *= 2;
    if (seen_.size() < room) {
      seen_.assign(room, Seen{});
      seen_mask_ = room - 1;
    }
    const uint32_t* off = at<uint32_t>(POST_OFF);
    order_.clear();
    used_.clear();
    for_each_bit(sign_, [&](unsigned bit) { asked_by_[bit] = 0; });
    sign_ = {};
    for (size_t k = 0; k < asked_.size(); ++k)
      for (size_t m = 0; m < asked_[k].count; ++m) {
        uint32_t t = asked_[k].terms[m];
        asked_by_[sign_.add(t)] |= 1ull << k;
        Seen& s = slot(t);
        if (s.term == NO_TERM) {
          s.term = t;
          used_.push_back(uint32_t(&s - seen_.data()));
          if (off[t + 1] > off[t]) {
            order_.push_back(t);
            __builtin_prefetch(at<Post>(POSTS) + off[t]);
          }
        }
        s.probes |= 1ull << k;
      }
    std::stable_sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
      return off[a + 1] - off[a] < off[b + 1] - off[b];
    });
    read_posts(telling);
    for (uint32_t place : used_) seen_[place] = Seen{};
  }

  void read_posts(bool telling) {
    const uint32_t* off = at<uint32_t>(POST_OFF);
    const Post* posts = at<Post>(POSTS);
    const uint32_t* rows = at<uint32_t>(ROWS);
    bool han = query_.han && !query_.han->characters.empty();
    bool judged = telling && !han && query_.decoded.empty();
    worth_.clear();
    waiting_.clear();
    open_parts_.clear();
    may_meet_.clear();
    size_t left = rules_.budget;
    bool any = false;
    for (uint32_t t : order_) {
      size_t count = off[t + 1] - off[t];
      if (count > left && any) break;
      count = std::min(count, left);
      const Post* end = posts + off[t] + count;
      uint64_t own = asked_by_[Sign::bit(t)];  // of the term, and of what has its bit
      uint32_t weight = weight_of(own);
      Sign other = sign_;
      other.drop(t);
      for (const Post* post = posts + off[t]; post < end; ++post) {
        if (post->wanted > weight && !may_share(*post, other, own)) continue;
        __builtin_prefetch(rows + post->row);
        may_meet_.push_back({post->row, post->wanted});
      }
      any |= count > 0;
      left -= count;
    }
    weigh_met(judged);
    std::sort(worth_.begin(), worth_.end());
    for (auto& [_, row] : worth_) {
      uint32_t n = rows[row] & ~PLAIN;
      if (std::find(numbers_.begin(), numbers_.end(), n) != numbers_.end()) continue;
      numbers_.push_back(n);
      if (numbers_.size() == rules_.most) break;
    }
  }

  template <class Each>
  static void for_each_bit(const Sign& sign, Each each) {
    for (unsigned k = 0; k < 4; ++k)
      for (uint64_t bits = sign.bits[k]; bits; bits &= bits - 1)
        each(64 * k + unsigned(__builtin_ctzll(bits)));
  }

  // False where even all the terms that a row may share weigh too little; `other` is the sign of
  // the terms asked for without the one that the row is kept under, and `own` what that one weighs.
  bool may_share(const Post& post, const Sign& other, uint64_t own) const {
    Sign met = other.both(post.sign);
    if (!met.any()) return false;
    uint64_t asked = own;
    for_each_bit(met, [&](unsigned bit) { asked |= asked_by_[bit]; });
    return weight_of(asked) >= post.wanted;
  }

  // The rows that may be met: those met enough to be worth comparing.
  void weigh_met(bool judged) {
    if (may_meet_.empty()) return;
    if (judged) describe();
    const uint32_t* rows = at<uint32_t>(ROWS);
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
      uint64_t met = met_by(post.row);
      if (met != met_last) shared = weight_of(met_last = met);
      if (shared < post.wanted) continue;
      if (judged && (rows[post.row] & PLAIN))
        judge(post.row, met, shared);
      else
        worth_.push_back({-int64_t(shared), post.row});
    }
    if (judged) judge_waiting();
  }

  // The things looked up that a row answers; which of its terms do stays in hits_.
  uint64_t met_by(uint32_t row) {
    const uint32_t* record = at<uint32_t>(ROWS) + row;
    uint32_t count = record[1] & 0xFFFF;
    const uint32_t* terms = record + PARTS_AT + (record[1] >> 16);
    uint64_t met = 0;
    hits_ = 0;
    if (count > 64) {  // term_hit looks again
      for (uint32_t k = 0; k < count; ++k) met |= slot(terms[k]).probes;
      return met;
    }
    uint64_t maybe = 0;
    for (uint32_t k = 0; k < count; ++k) maybe |= uint64_t(sign_.has(terms[k])) << k;
    for (; maybe; maybe &= maybe - 1) {
      uint64_t probes = slot(terms[__builtin_ctzll(maybe)]).probes;
      met |= probes;
      hits_ |= uint64_t(probes != 0) << __builtin_ctzll(maybe);
    }
    return met;
  }
  uint64_t hits_ = 0;
  uint64_t begun_ = 0;  // the thing looked up that is how a listed name begins

  bool term_hit(const uint32_t* terms, uint32_t count, uint32_t k) {
    return count <= 64 ? hits_ >> k & 1 : slot(terms[k]).probes != 0;
  }

  static uint64_t first_bits(uint32_t count) { return count < 64 ? (1ull << count) - 1 : ~0ull; }

  // The parts of a row of which a term is met.
  uint64_t parts_hit(const PartWord* parts, uint32_t part_count, const uint32_t* terms, uint32_t count) {
    uint64_t hit = hits_ & first_bits(part_count);
    if (count <= 64 && !(hits_ >> part_count & first_bits(count - 1 - part_count))) return hit;
    uint32_t next = part_count;
    for (uint32_t p = 0; p < part_count; ++p) {
      bool met = term_hit(terms, count, p);
      for (uint32_t end = next + parts[p].others(); next < end; ++next) met |= term_hit(terms, count, next);
      hit |= uint64_t(met) << p;
    }
    return hit;
  }

  // The marks of the parts of a row: which tell, and which are common.
  static std::pair<uint64_t, uint64_t> marks(const uint32_t* record, uint32_t part_count) {
    if (part_count <= MARKED) return {record[2] & 0xFFFF, record[2] >> MARKED};
    uint64_t tell = 0, common = 0;
    for (uint32_t p = 0; p < part_count; ++p) {
      const PartWord part{record[PARTS_AT + p]};
      tell |= uint64_t(part.tells()) << p;
      common |= uint64_t(part.common()) << p;
    }
    return {tell, common};
  }

  uint32_t weight_of(uint64_t met) const {
    uint32_t shared = 0;
    for (; met; met &= met - 1) shared += asked_[size_t(__builtin_ctzll(met))].weight;
    return shared;
  }

  // A word of a query as it sounds, or two that stand together.
  struct Heard {
    Sounds sounds;
    uint32_t word, next;
    bool operator==(const Heard& other) const {
      return word == other.word && next == other.next && sounds == other.sounds;
    }
  };
  // What a query is like, for the test of what it meets.
  struct Described {
    std::vector<Heard> sounds;
    std::vector<Token> words;  // that may be shortened
    int64_t weight, told, cut;
    bool is_cut, cell, syllables;
  };
  Described described_;

  void describe() {
    auto& tables = keys_.words.tables;
    Described& d = described_;
    hear();
    d.words.clear();
    for (auto& t : query_.tokens)
      if (t.kind != FORM && t.kind != STOP && keys_.words.at(t.word).text.size() >= rules_.shortest_short)
        d.words.push_back(t);
    for (Unmet& known : unmets_) known.by = 0;  // no row is judged that meets nothing
    d.weight = d.told = 0;
    d.cell = words_.size() >= rules_.long_name;
    for (size_t i = 0; i < query_.tokens.size(); ++i) {
      d.cell |= query_.tokens[i].breaks;
      bool last = true;
      for (size_t k = i + 1; k < query_.tokens.size(); ++k)
        last &= query_.tokens[k].word != query_.tokens[i].word;
      if (!last) continue;
      uint32_t weight = thousandths(query_.tokens[i].weight);
      d.weight += weight;
      if (query_.tokens[i].kind == BRAND || query_.tokens[i].kind == LETTERS) d.told += weight;
    }
    d.is_cut = query_.length >= tables.cut_from && query_.length < tables.cut_to && !query_.tokens.empty();
    d.cut = d.is_cut ? thousandths(query_.tokens.back().weight) : 0;
    size_t letters = 0, longest = 0;
    for (uint32_t w : words_) {
      letters += keys_.words.at(w).text.size();
      longest = std::max(longest, keys_.words.at(w).text.size());
    }
    d.syllables = words_.size() >= rules_.syllables && letters < rules_.short_word * words_.size() &&
                  longest <= rules_.longest_syllable;
  }

  // What is met of a listed name, in thousandths.
  struct Tally {
    int64_t shared, left, untold;  // of both; left of the query, and of its telling words
    int64_t missing = 0, lost = 0;  // of the listed name, and of its telling words
    int64_t worth_less = 0;         // of words met that many rows have
    bool telling = false, commonly = false;
  };

  // Keeps a row, unless so little of it is met that the score of the two names stays low. One that
  // hangs on words which may sound alike or be shortened waits: what that takes is asked for ahead.
  void judge(uint32_t row, uint64_t met, uint32_t weight_met) {
    if (described_.syllables || (met & begun_)) return worth_.push_back({-int64_t(weight_met), row});
    int64_t shared = weight_met;
    unmet_by(met);
    Tally tally{shared, unmet_->weight, unmet_->told};
    const uint32_t* record = at<uint32_t>(ROWS) + row;
    uint32_t count = record[1] & 0xFFFF, part_count = record[1] >> 16;
    if (!part_count) return conclude(row, weight_met, tally, false);
    const PartWord* parts = reinterpret_cast<const PartWord*>(record + PARTS_AT);
    const uint32_t* terms = record + PARTS_AT + part_count;
    bool whole = term_hit(terms, count, count - 1);
    auto [tell, common] = marks(record, part_count);
    uint64_t hit = parts_hit(parts, part_count, terms, count);
    uint32_t missing = 0, lost = 0;
    size_t opened = open_parts_.size();
    tally.telling = hit & tell & ~common;
    tally.commonly = hit & tell & common;
    for (uint64_t met_parts = hit & common; met_parts; met_parts &= met_parts - 1) {
      uint32_t weight = parts[__builtin_ctzll(met_parts)].weight();
      tally.worth_less += weight - weight / rules_.common_part;
    }
    for (uint64_t rest = first_bits(part_count) & ~hit; rest; rest &= rest - 1) {
      uint32_t p = uint32_t(__builtin_ctzll(rest));
      const PartWord part = parts[p];
      bool tells = part.tells();
      bool sounds = tells & (unmet_->first_sounds >> part.first_sound() & 1);
      bool begun = (part.first_letter() < 64) & (unmet_->first_letters >> (part.first_letter() & 63) & 1);
      if (sounds | begun) {
        open_parts_.push_back({part, terms[p], terms[count + p], sounds, begun});
        continue;
      }
      missing += part.weight();
      lost += tells ? part.weight() : 0;
    }
    tally.missing = missing;
    tally.lost = lost;
    if (whole) {
      tally.telling |= tell != 0;
    } else if (open_parts_.size() > opened) {
      Tally most = tally;  // if all that may sound alike or be shortened did
      for (size_t k = opened; k < open_parts_.size(); ++k) {
        most.shared += open_parts_[k].part.weight();
        most.left -= LONGEST_WEIGHT;
        most.untold -= LONGEST_WEIGHT;
        most.telling |= open_parts_[k].sounds;
      }
      int64_t asked = tally.shared + std::max<int64_t>(0, tally.left);
      int64_t least_asked = std::max(most.shared, asked - LONGEST_WEIGHT * int64_t(open_parts_.size() - opened));
      most.left = least_asked - most.shared;
      if (!suffices(most)) return open_parts_.resize(opened);
    }
    if (opened == open_parts_.size()) return conclude(row, weight_met, tally, whole);
    for (size_t at_part = opened; at_part < open_parts_.size(); ++at_part) fetch(open_parts_[at_part]);
    waiting_.push_back({row, weight_met, met, tally, opened, open_parts_.size(), whole});
  }

  void judge_waiting() {
    const uint32_t* off = at<uint32_t>(TERM_OFF);
    const uint8_t* text = at<uint8_t>(TERM_TEXT);
    for (auto& open : open_parts_)
      if (open.begun) __builtin_prefetch(text + off[open.term]);
    for (Waiting& waiting : waiting_) {
      unmet_by(waiting.met);
      weigh_open(waiting);
      conclude(waiting.row, waiting.shared, waiting.tally, waiting.whole);
    }
  }
  static constexpr int64_t LONGEST_WEIGHT = MOST_WEIGHT;  // no word weighs more
  struct OpenPart {
    PartWord part;
    uint32_t term, sounds_at;
    bool sounds, begun;
  };
  std::vector<OpenPart> open_parts_;
  struct Waiting {
    uint32_t row, shared;
    uint64_t met;
    Tally tally;
    size_t from, to;  // its open parts
    bool whole;
  };
  std::vector<Waiting> waiting_;

  void fetch(const OpenPart& open) const {
    if (open.begun) __builtin_prefetch(at<uint32_t>(TERM_OFF) + open.term);
    if (!open.sounds) return;
    const char* sounds = reinterpret_cast<const char*>(at<Sounds>(SOUNDS_OF) + open.sounds_at);
    __builtin_prefetch(sounds);
    __builtin_prefetch(sounds + sizeof(Sounds) - 1);
  }

  void conclude(uint32_t row, uint32_t weight_met, Tally& tally, bool whole) {
    if (whole) tally.missing = tally.lost = 0;
    if (suffices(tally)) worth_.push_back({-int64_t(weight_met), row});
  }

  // What a query has left where some of it is met: many rows meet the same of it.
  struct Unmet {
    uint64_t by = 0;  // what is met
    int64_t weight = 0, told = 0;
    uint64_t first_letters = 0;
    uint32_t first_sounds = 0;
    std::vector<uint32_t> words;  // that are met
  };
  Unmet unmets_[16], *unmet_ = unmets_;  // those of the last rows

  void unmet_by(uint64_t met) {
    if (unmet_->by == met) return;
    unmet_ = &unmets_[met * 0x9E3779B97F4A7C15ull >> 60];
    if (unmet_->by == met) return;
    const Described& d = described_;
    Unmet& found = *unmet_;
    found.by = met;
    found.weight = d.weight;
    found.told = d.told;
    found.first_letters = found.first_sounds = 0;
    found.words.clear();
    for (uint64_t m = met; m; m &= m - 1) {
      const Asked& a = asked_[size_t(__builtin_ctzll(m))];
      found.weight -= a.covers;
      found.told -= a.tells;
      if (a.word != NO_TERM) found.words.push_back(a.word);
      if (a.next != NO_TERM) found.words.push_back(a.next);
    }
    for (auto& t : d.words)
      if (!is_met(t.word)) found.first_letters |= 1ull << letter_mark(keys_.words.at(t.word).text);
    for (auto& h : d.sounds)
      if (!is_met(h.word) && !(h.next != NO_TERM && is_met(h.next)))
        found.first_sounds |= 1u << h.sounds.first;
  }

  // The parts of a listed name that are not met as they stand: by their sound, or shortened.
  void weigh_open(Waiting& waiting) {
    Tally& tally = waiting.tally;
    const Sounds* sounds = at<Sounds>(SOUNDS_OF);
    for (size_t k = waiting.from; k < waiting.to; ++k) {
      const OpenPart& open = open_parts_[k];
      const PartWord part = open.part;
      uint32_t part_weight = part.weight();
      if (open.sounds && heard(part.first_sound(), sounds[open.sounds_at])) {
        tally.telling = true;
        tally.shared += part_weight;
        tally.left -= part_weight;
        tally.untold -= part_weight;
      } else if (const Token* word = shortened(open.term, part.first_letter())) {
        uint32_t weight = thousandths(word->weight);
        tally.shared += std::min(part_weight, weight);
        tally.left -= weight;
        if (word->kind == BRAND || word->kind == LETTERS) tally.untold -= weight;
      } else {
        tally.missing += part_weight;
        if (part.tells()) tally.lost += part_weight;
      }
    }
  }

  // True where what is met is enough of the listed name, or of the name asked about.
  bool suffices(Tally t) const {
    const Described& d = described_;
    const SearchRules& r = rules_;
    if (t.lost > 0)
      t.shared -= t.worth_less;
    else
      t.telling |= t.commonly;
    if (!d.cell && std::min(t.lost, t.untold - d.cut) >= r.different) return false;
    int64_t mine = 100 * t.shared, listed = t.shared + t.missing;
    int64_t theirs = t.shared + std::max<int64_t>(0, t.left);
    if (d.is_cut && mine >= r.nearly_whole * (theirs - d.cut)) return mine >= r.least_of_listed * listed;
    if (t.telling && mine >= r.nearly_whole * theirs) return mine >= r.least_of_listed * listed;
    if (d.cell) return mine >= (t.telling ? r.mostly : r.cell) * listed;
    if (!t.telling) return mine >= r.nothing_told * listed && mine >= r.half * theirs;
    if (mine >= r.nearly_whole * listed) return true;
    return t.shared * (theirs + listed) >= r.both * theirs * listed / 100;
  }

  // The first word of the query not met that a listed one may be short for, or shortened to.
  const Token* shortened(uint32_t t, uint32_t letter) {
    if (letter >= 64 || !(unmet_->first_letters >> letter & 1)) return nullptr;
    const uint32_t* off = at<uint32_t>(TERM_OFF);
    from_bytes(at<uint8_t>(TERM_TEXT) + off[t], off[t + 1] - off[t], piece_);
    View text = piece_;
    if (text.size() < rules_.shortest_short) return nullptr;
    for (auto& token : described_.words) {
      View shorter = keys_.words.at(token.word).text, longer = text;
      if (shorter[0] != longer[0] || is_met(token.word)) continue;
      if (longer.size() < shorter.size()) std::swap(shorter, longer);
      if (longer.substr(0, shorter.size()) == shorter || Aligner::skeleton(shorter, longer)) return &token;
    }
    return nullptr;
  }

  bool is_met(uint32_t word) const {
    return std::find(unmet_->words.begin(), unmet_->words.end(), word) != unmet_->words.end();
  }

  bool heard(uint32_t first, const Sounds& brand) const {
    for (auto& h : described_.sounds)
      if (h.sounds.first == first && sound_alike(brand, h.sounds) && !is_met(h.word) && !(h.next != NO_TERM && is_met(h.next)))
        return true;
    return false;
  }

  // How the words of a query sound, and each two that stand together as one.
  void hear() {
    auto& found = described_.sounds;
    found.clear();
    auto add = [&](const Heard& heard) {
      if (std::find(found.begin(), found.end(), heard) == found.end()) found.push_back(heard);
    };
    auto tells = [&](uint32_t w) {
      for (size_t i = query_.tokens.size(); i-- > 0;)
        if (query_.tokens[i].word == w)
          return query_.tokens[i].kind == BRAND || query_.tokens[i].kind == LETTERS;
      return false;
    };
    for (uint32_t w : words_) {
      if (!tells(w)) continue;
      keys_.words.sound(w);
      add({keys_.words.at(w).sounds, w, NO_TERM});
    }
    for (size_t i = 0; i + 1 < words_.size(); ++i) {
      if (!tells(words_[i]) || !tells(words_[i + 1])) continue;
      Sounds one = keys_.words.at(words_[i]).sounds;
      const Sounds& other = keys_.words.at(words_[i + 1]).sounds;
      one.add(one.last, other.first);
      for (int k = 0; k < 4; ++k) one.pairs[k] |= other.pairs[k];
      one.last = other.last;
      add({one, words_[i], words_[i + 1]});
    }
  }
};

}  // namespace kernel
