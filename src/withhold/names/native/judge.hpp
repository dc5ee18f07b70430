// The test of a row before its name is compared: whether enough of it is met.
#pragma once
#include "question.hpp"

namespace kernel {

// Rows worth comparing, by what they share with a query, negative: the most first.
using Worth = std::vector<std::pair<int64_t, uint32_t>>;

class Judge {
 public:
  Judge(Words& words, const Mapped& index, const SearchRules& rules, const Question& question)
      : words_(words), index_(index), rules_(rules), question_(question) {}

  // Takes in the name asked about, which the question already has.
  void describe(const Key& query) {
    auto& tables = words_.tables;
    const std::vector<uint32_t>& told = question_.words();
    Described& d = described_;
    waiting_.clear();
    open_parts_.clear();
    hear(query, told);
    d.words.clear();
    for (auto& t : query.tokens) {
      View text = words_.at(t.word).text;
      if (t.kind != FORM && t.kind != STOP && text.size() >= rules_.shortest_short)
        d.words.push_back({text, thousandths(t.weight), t.kind == BRAND || t.kind == LETTERS, met_with(t.word)});
    }
    for (Unmet& known : unmets_) known.by = 0;  // no row is judged that meets nothing
    d.weight = d.told = 0;
    d.cell = told.size() >= rules_.long_name;
    for (size_t i = 0; i < query.tokens.size(); ++i) {
      d.cell |= query.tokens[i].breaks;
      bool last = true;
      for (size_t k = i + 1; k < query.tokens.size(); ++k)
        last &= query.tokens[k].word != query.tokens[i].word;
      if (!last) continue;
      uint32_t weight = thousandths(query.tokens[i].weight);
      d.weight += weight;
      if (query.tokens[i].kind == BRAND || query.tokens[i].kind == LETTERS) d.told += weight;
    }
    d.is_cut = query.length >= tables.cut_from && query.length < tables.cut_to && !query.tokens.empty();
    d.cut = d.is_cut ? thousandths(query.tokens.back().weight) : 0;
    size_t letters = 0, longest = 0;
    for (uint32_t w : told) {
      letters += words_.at(w).text.size();
      longest = std::max(longest, words_.at(w).text.size());
    }
    d.syllables = told.size() >= rules_.syllables && letters < rules_.short_word * told.size() &&
                  longest <= rules_.longest_syllable;
  }

  // Takes in what is met of rows that share one term alone with the name; false: they are to be looked
  // at one by one.
  bool take_alone(uint64_t met) {
    if (described_.syllables || (met & question_.begun())) return false;
    unmet_by(met);
    shared_alone_ = question_.weight_of(met);
    letters_alone_ = uint32_t(unmet_->first_letters | unmet_->first_letters >> 32);
    return true;
  }

  // False where the row itself would be judged to have too little in common with the name.
  bool may_suffice(const Alone& row) const {
    if ((row.sounds & unmet_->first_sounds) || (row.letters & letters_alone_) || !row.is_known()) return true;
    Tally tally{shared_alone_, unmet_->weight, unmet_->told, row.missing, row.lost, row.worth_less()};
    tally.telling = row.tells();
    tally.commonly = row.tells_commonly();
    return suffices(tally);
  }

  // Keeps a row, unless so little of it is met that the score of the two names stays low. One that
  // hangs on words which may sound alike or be shortened waits: what that takes is asked for ahead.
  void judge(uint32_t row, const Met& met, uint32_t weight_met, Worth& worth) {
    if (described_.syllables || (met.asked & question_.begun())) return worth.push_back({-int64_t(weight_met), row});
    int64_t shared = weight_met;
    unmet_by(met.asked);
    Tally tally{shared, unmet_->weight, unmet_->told};
    const uint32_t* record = index_.at<uint32_t>(ROWS) + row;
    uint32_t count = record[1] & 0xFFFF, part_count = record[1] >> 16;
    if (!part_count) return conclude(row, weight_met, tally, false, worth);
    const PartWord* parts = reinterpret_cast<const PartWord*>(record + PARTS_AT);
    const uint32_t* terms = record + PARTS_AT + part_count;
    bool whole = is_hit(met, terms, count, count - 1);
    auto [tell, common] = marks(record, part_count);
    uint64_t hit = parts_hit(met, parts, part_count, terms, count);
    uint32_t missing = 0, lost = 0, first_sounds = unmet_->first_sounds;
    uint64_t first_letters = unmet_->first_letters;
    size_t opened = open_parts_.size();
    tally.telling = hit & tell & ~common;
    tally.commonly = hit & tell & common;
    for (uint64_t met_parts = hit & common; met_parts; met_parts &= met_parts - 1) {
      uint32_t weight = parts[__builtin_ctzll(met_parts)].weight();
      tally.worth_less += weight - weight / uint32_t(rules_.common_part);
    }
    for (uint64_t rest = first_bits(part_count) & ~hit; rest; rest &= rest - 1) {
      uint32_t p = uint32_t(__builtin_ctzll(rest));
      const PartWord part = parts[p];
      bool tells = part.tells();
      bool sounds = tells & (first_sounds >> part.first_sound() & 1);
      bool begun = (part.first_letter() < 64) & (first_letters >> (part.first_letter() & 63) & 1);
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
    if (opened == open_parts_.size()) return conclude(row, weight_met, tally, whole, worth);
    for (size_t at_part = opened; at_part < open_parts_.size(); ++at_part) fetch(open_parts_[at_part]);
    waiting_.push_back({row, weight_met, met.asked, tally, opened, open_parts_.size(), whole});
  }

  // Judges the rows that wait.
  void judge_waiting(Worth& worth) {
    const uint32_t* off = index_.at<uint32_t>(TERM_OFF);
    const uint8_t* text = index_.at<uint8_t>(TERM_TEXT);
    for (auto& open : open_parts_)
      if (open.begun) __builtin_prefetch(text + off[open.term]);
    for (Waiting& waiting : waiting_) {
      unmet_by(waiting.met);
      weigh_open(waiting);
      conclude(waiting.row, waiting.shared, waiting.tally, waiting.whole, worth);
    }
  }

 private:
  // A word of a query as it sounds, or two that stand together.
  struct Heard {
    Sounds sounds;
    uint32_t word, next;
    uint64_t met_by;  // the things looked up that answer one of them
    bool operator==(const Heard& other) const {
      return word == other.word && next == other.next && sounds == other.sounds;
    }
  };
  // A word of a query that may be shortened.
  struct Shortened {
    View text;
    uint32_t weight;
    bool tells;
    uint64_t met_by;
  };
  // What a query is like, for the test of what it meets.
  struct Described {
    std::vector<Heard> sounds;
    std::vector<Shortened> words;
    int64_t weight, told, cut;
    bool is_cut, cell, syllables;
  };

  // What is met of a listed name, in thousandths.
  struct Tally {
    int64_t shared, left, untold;  // of both; left of the query, and of its telling words
    int64_t missing = 0, lost = 0;  // of the listed name, and of its telling words
    int64_t worth_less = 0;         // of words met that many rows have
    bool telling = false, commonly = false;
  };

  static constexpr int64_t LONGEST_WEIGHT = MOST_WEIGHT;  // no word weighs more
  struct OpenPart {
    PartWord part;
    uint32_t term, sounds_at;
    bool sounds, begun;
  };
  struct Waiting {
    uint32_t row, shared;
    uint64_t met;
    Tally tally;
    size_t from, to;  // its open parts
    bool whole;
  };

  // What a query has left where some of it is met: many rows meet the same of it.
  struct Unmet {
    uint64_t by = 0;  // what is met
    int64_t weight = 0, told = 0;
    uint64_t first_letters = 0;
    uint32_t first_sounds = 0;
  };

  Words& words_;
  const Mapped& index_;
  const SearchRules& rules_;
  const Question& question_;
  Described described_;
  Unmet unmets_[16], *unmet_ = unmets_;  // those of the last rows
  int64_t shared_alone_ = 0;    // what rows share that share one term alone, and with which letters,
  uint32_t letters_alone_ = 0;  // folded, words begin that are left of the query
  std::vector<OpenPart> open_parts_;
  std::vector<Waiting> waiting_;
  Str piece_;

  bool is_hit(const Met& met, const uint32_t* terms, uint32_t count, uint32_t k) const {
    return count <= 64 ? met.terms >> k & 1 : question_.answered_by(terms[k]) != 0;
  }

  static uint64_t first_bits(uint32_t count) { return count < 64 ? (1ull << count) - 1 : ~0ull; }

  // The parts of a row of which a term is met.
  uint64_t parts_hit(const Met& met, const PartWord* parts, uint32_t part_count, const uint32_t* terms, uint32_t count) const {
    uint64_t hit = met.terms & first_bits(part_count);
    if (count <= 64 && !(met.terms >> part_count & first_bits(count - 1 - part_count))) return hit;
    uint32_t next = part_count;
    for (uint32_t p = 0; p < part_count; ++p) {
      bool held = is_hit(met, terms, count, p);
      for (uint32_t end = next + parts[p].others(); next < end; ++next) held |= is_hit(met, terms, count, next);
      hit |= uint64_t(held) << p;
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

  void fetch(const OpenPart& open) const {
    if (open.begun) __builtin_prefetch(index_.at<uint32_t>(TERM_OFF) + open.term);
    if (!open.sounds) return;
    const char* sounds = reinterpret_cast<const char*>(index_.at<Sounds>(SOUNDS_OF) + open.sounds_at);
    __builtin_prefetch(sounds);
    __builtin_prefetch(sounds + sizeof(Sounds) - 1);
  }

  void conclude(uint32_t row, uint32_t weight_met, Tally& tally, bool whole, Worth& worth) {
    if (whole) tally.missing = tally.lost = 0;
    if (suffices(tally)) worth.push_back({-int64_t(weight_met), row});
  }

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
    for (uint64_t m = met; m; m &= m - 1) {
      const Asked& a = question_.asked()[size_t(__builtin_ctzll(m))];
      found.weight -= a.covers;
      found.told -= a.tells;
    }
    for (auto& word : d.words)
      if (!(met & word.met_by)) found.first_letters |= 1ull << letter_mark(word.text);
    for (auto& h : d.sounds)
      if (!(met & h.met_by)) found.first_sounds |= 1u << h.sounds.first;
  }

  // The parts of a listed name that are not met as they stand: by their sound, or shortened.
  void weigh_open(Waiting& waiting) {
    Tally& tally = waiting.tally;
    const Sounds* sounds = index_.at<Sounds>(SOUNDS_OF);
    for (size_t k = waiting.from; k < waiting.to; ++k) {
      const OpenPart& open = open_parts_[k];
      const PartWord part = open.part;
      uint32_t part_weight = part.weight();
      if (open.sounds && heard(part.first_sound(), sounds[open.sounds_at])) {
        tally.telling = true;
        tally.shared += part_weight;
        tally.left -= part_weight;
        tally.untold -= part_weight;
      } else if (const Shortened* word = shortened(open.term, part.first_letter())) {
        tally.shared += std::min(part_weight, word->weight);
        tally.left -= word->weight;
        if (word->tells) tally.untold -= word->weight;
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
  const Shortened* shortened(uint32_t t, uint32_t letter) {
    if (letter >= 64 || !(unmet_->first_letters >> letter & 1)) return nullptr;
    const uint32_t* off = index_.at<uint32_t>(TERM_OFF);
    from_bytes(index_.at<uint8_t>(TERM_TEXT) + off[t], off[t + 1] - off[t], piece_);
    View text = piece_;
    if (text.size() < rules_.shortest_short) return nullptr;
    for (auto& word : described_.words) {
      View shorter = word.text, longer = text;
      if (shorter[0] != longer[0] || (unmet_->by & word.met_by)) continue;
      if (longer.size() < shorter.size()) std::swap(shorter, longer);
      if (longer.substr(0, shorter.size()) == shorter || Aligner::skeleton(shorter, longer)) return &word;
    }
    return nullptr;
  }

  // The things looked up that answer a word.
  uint64_t met_with(uint32_t word) const {
    uint64_t found = 0, bit = 1;
    for (auto& asked : question_.asked()) {
      found |= asked.word == word || asked.next == word ? bit : 0;
      bit <<= 1;
    }
    return found;
  }

  bool heard(uint32_t first, const Sounds& brand) const {
    for (auto& h : described_.sounds)
      if (h.sounds.first == first && !(unmet_->by & h.met_by) && sound_alike(brand, h.sounds)) return true;
    return false;
  }

  // How the words of a query sound, and each two that stand together as one.
  void hear(const Key& query, const std::vector<uint32_t>& told) {
    auto& found = described_.sounds;
    found.clear();
    auto add = [&](const Heard& heard) {
      if (std::find(found.begin(), found.end(), heard) == found.end()) found.push_back(heard);
    };
    auto tells = [&](uint32_t w) {
      for (size_t i = query.tokens.size(); i-- > 0;)
        if (query.tokens[i].word == w)
          return query.tokens[i].kind == BRAND || query.tokens[i].kind == LETTERS;
      return false;
    };
    for (uint32_t w : told) {
      if (!tells(w)) continue;
      words_.sound(w);
      add({words_.at(w).sounds, w, NO_TERM, met_with(w)});
    }
    for (size_t i = 0; i + 1 < told.size(); ++i) {
      if (!tells(told[i]) || !tells(told[i + 1])) continue;
      Sounds one = words_.at(told[i]).sounds;
      const Sounds& other = words_.at(told[i + 1]).sounds;
      one.add(one.last, other.first);
      for (int k = 0; k < 4; ++k) one.pairs[k] |= other.pairs[k];
      one.last = other.last;
      add({one, told[i], told[i + 1], met_with(told[i]) | met_with(told[i + 1])});
    }
  }
};

}  // namespace kernel
