// Two names word by word, as withhold.names.alignment aligns them.
#pragma once
#include "keys.hpp"

namespace kernel {

enum How : uint8_t { NO_WAY, SAME, SYNONYM, JOINED, TYPO, SHORT, CUT, SOUNDS, INITIALS };

struct Pair {
  How how;
  Kind kind;
  double near, weight;
  uint32_t lefts_from, lefts_count;    // the words of the left name, in Aligned::lefts
  uint32_t rights_from, rights_count;  // those of the right one, in Aligned::rights
};

// Numbers that stand in Python and are handed over at the start.
struct Limits {
  double alike, shortened, place_within;
  size_t shortest_part, most_joined;
  double behind_cut, full, address, heard;
  size_t short_name, cut_name;
  double tail_break, tail_form, tail_digits, tail_word, tail_place, tail_each, tail_base, tail_per_word;
  size_t tail_few;
  double tail_alone;
  double not_telling, telling_sound, telling_read, nearly_all, part, lead, read_whole;
  double left_out, unit, whole_name, begun;
  size_t beginning;
  size_t shortest_read, short_meaning;
  double within, words_agree, words_differ;
};

using Tokens = std::vector<Token>;

struct Aligned {
  std::vector<Pair> pairs;
  std::vector<uint16_t> left, right;  // places of the words left over
  std::vector<uint16_t> lefts, rights;
  void clear() {
    pairs.clear();
    left.clear();
    right.clear();
    lefts.clear();
    rights.clear();
  }
};

class Aligner {
 public:
  Aligner(Words& words, const Limits& limits) : words_(words), limits_(limits) {}

  // `read`: the left name is read from Chinese, so its brand is pinyin.
  void align(const Tokens& left, const Tokens& right, bool cut, bool read, Aligned& out) {
    out.clear();
    left_ = &left;
    right_ = &right;
    out_ = &out;
    for (size_t i = 0; i < left.size(); ++i)
      if (left[i].kind != FORM) out.left.push_back(uint16_t(i));
    for (size_t i = 0; i < right.size(); ++i)
      if (right[i].kind != FORM) out.right.push_back(uint16_t(i));
    equal();
    if (open()) answering();
    if (open()) joined();
    if (open()) near(cut, read);
    if (open()) within();
    if (open()) initials();
  }

  // How alike two words are that differ by few letters; 0: they do not. `apart`: so many letters are
  // surely in one of them alone.
  static double typo(View one, View other, size_t apart = 0) {
    size_t shorter = std::min(one.size(), other.size());
    size_t longer = std::max(one.size(), other.size());
    if (shorter < 4) return 0;
    size_t most = shorter < 8 ? 1 : shorter < 12 ? 2 : 3;
    if (longer - shorter > most || apart > 2 * most) return 0;
    size_t edits = osa(one, other);
    return edits > most ? 0.0 : 1 - 0.9 * double(edits) / double(shorter + 2);
  }

  // True for an abbreviation by consonants.
  static bool skeleton(View shorter, View longer) {
    if (shorter[0] != longer[0] || shorter.size() * 3 < longer.size()) return false;
    for (char32_t c : shorter.substr(1))
      if (c == U'a' || c == U'e' || c == U'i' || c == U'o' || c == U'u') return false;
    size_t at = 0;
    for (char32_t c : shorter) {
      while (at < longer.size() && longer[at] != c) ++at;
      if (at++ == longer.size()) return false;
    }
    return true;
  }

 private:
  struct Found {
    double near;
    How how;
    uint16_t i, j;
  };
  Words& words_;
  const Limits& limits_;
  const Tokens* left_ = nullptr;
  const Tokens* right_ = nullptr;
  Aligned* out_ = nullptr;
  std::vector<Found> found_;
  std::vector<uint16_t> run_, starts_;
  Str letters_, initials_, plain_initials_;

  bool open() const { return !out_->left.empty() && !out_->right.empty(); }
  View text(const Token& t) { return words_.at(t.word).text; }

  static void drop(std::vector<uint16_t>& free, const uint16_t* taken, size_t count) {
    size_t kept = 0;
    for (uint16_t place : free)
      if (std::find(taken, taken + count, place) == taken + count) free[kept++] = place;
    free.resize(kept);
  }

  void take(const uint16_t* ones, size_t n, const uint16_t* others, size_t m, How how, double near) {
    const Tokens &left = *left_, &right = *right_;
    const Token* heavy = nullptr;
    double weight = 0;
    if (how == JOINED) {
      heavy = n == 1 ? &left[ones[0]] : &right[others[0]];
      weight = heavy->weight;
    } else if (n == 1 && m == 1) {
      heavy = right[others[0]].weight < left[ones[0]].weight ? &right[others[0]] : &left[ones[0]];
      weight = heavy->weight;
    } else {
      double sum_left = 0, sum_right = 0;
      for (size_t k = 0; k < n; ++k) {
        sum_left += left[ones[k]].weight;
        if (!heavy || left[ones[k]].weight > heavy->weight) heavy = &left[ones[k]];
      }
      for (size_t k = 0; k < m; ++k) {
        sum_right += right[others[k]].weight;
        if (!heavy || right[others[k]].weight > heavy->weight) heavy = &right[others[k]];
      }
      weight = std::max(sum_left, sum_right);
    }
    out_->pairs.push_back({how, heavy->kind, near, weight, uint32_t(out_->lefts.size()), uint32_t(n),
                           uint32_t(out_->rights.size()), uint32_t(m)});
    out_->lefts.insert(out_->lefts.end(), ones, ones + n);
    out_->rights.insert(out_->rights.end(), others, others + m);
    drop(out_->left, ones, n);
    drop(out_->right, others, m);
  }

  void take_one(uint16_t i, uint16_t j, How how, double near) { take(&i, 1, &j, 1, how, near); }

  void equal() {
    const Tokens &left = *left_, &right = *right_;
    starts_ = out_->left;
    for (uint16_t i : starts_)
      for (uint16_t j : out_->right)
        if (left[i].word == right[j].word) {
          take_one(i, j, SAME, 1.0);
          break;
        }
  }

  static bool has_way(const Token& t, uint32_t way) {
    return t.ways ? std::binary_search(t.ways->begin(), t.ways->end(), way) : t.way == way;
  }
  static bool ways_meet(const Token& one, const Token& other) {
    if (!one.ways) return has_way(other, one.way);
    for (uint32_t way : *one.ways)
      if (has_way(other, way)) return true;
    return false;
  }

  // Takes each free word of the left name with the first one of the right that answers it.
  template <class Answers>
  void take_first(Answers answers) {
    starts_ = out_->left;
    for (uint16_t i : starts_)
      for (uint16_t j : out_->right)
        if (answers(i, j)) break;
  }

  void answering() {
    take_first([&](uint16_t i, uint16_t j) {
      const Token &one = (*left_)[i], &other = (*right_)[j];
      if (!ways_meet(one, other)) return false;
      bool same = one.kind == NUMBER && other.kind == NUMBER;
      take_one(i, j, same ? SAME : SYNONYM, same ? 1.0 : 0.96);
      return true;
    });
  }

  void joined() {
    for (bool mirrored : {false, true})
      while (one_joined(mirrored)) {
      }
  }

  bool one_joined(bool mirrored) {
    auto& runs = mirrored ? out_->right : out_->left;
    auto& singles = mirrored ? out_->left : out_->right;
    const Tokens& many = mirrored ? *right_ : *left_;
    const Tokens& one = mirrored ? *left_ : *right_;
    for (size_t from = 0; from < runs.size();) {
      size_t to = from + 1;
      while (to < runs.size() && runs[to] == runs[to - 1] + 1) ++to;
      for (size_t size = 2; size <= std::min(limits_.most_joined, to - from); ++size)
        for (size_t start = from; start + size <= to; ++start)
          if (join(runs, start, size, many, singles, one, mirrored)) return true;
      from = to;
    }
    return false;
  }

  bool join(const std::vector<uint16_t>& runs, size_t start, size_t size, const Tokens& many,
            const std::vector<uint16_t>& singles, const Tokens& one, bool mirrored) {
    size_t length = 0;
    for (size_t k = 0; k < size; ++k) length += text(many[runs[start + k]]).size();
    char32_t first = text(many[runs[start]])[0];
    bool made = false;
    for (size_t s = 0; s < singles.size(); ++s) {
      uint16_t j = singles[s];
      View word = text(one[j]);
      size_t apart = word.size() > length ? word.size() - length : length - word.size();
      if (apart > 1 || word.size() < 2 || word[0] != first) continue;
      if (!made) {
        letters_.clear();
        for (size_t k = 0; k < size; ++k) letters_ += text(many[runs[start + k]]);
        made = true;
      }
      double near = word == letters_ ? 0.98 : typo(word, letters_);
      if (near > 0) {
        run_.assign(runs.begin() + start, runs.begin() + start + size);
        if (mirrored)
          take(&j, 1, run_.data(), size, JOINED, near);
        else
          take(run_.data(), size, &j, 1, JOINED, near);
        return true;
      }
    }
    return false;
  }

  void near(bool cut, bool read) {
    const Tokens &left = *left_, &right = *right_;
    found_.clear();
    for (uint16_t i : out_->left)
      for (uint16_t j : out_->right) {
        const Token &one = left[i], &other = right[j];
        double how_near = 0;
        How how = alike(one.word, other.word, how_near);
        bool other_word = read && (how == TYPO || how == SOUNDS) && words_.other_pinyin(one.word, other.word);
        if (how != NO_WAY && (other_word || !may_be(one, other, how))) {
          how = NO_WAY;
          how_near = 0;
        }
        if (how == SHORT && one.kind != other.kind) how_near = limits_.shortened;
        if (cut && how_near < 1 && begins(i, j)) {
          how = CUT;
          how_near = 0.97;
        }
        if (how_near > 0) found_.push_back({how_near, how, i, j});
      }
    std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      if (a.near != b.near) return a.near > b.near;
      return a.i != b.i ? a.i < b.i : a.j < b.j;
    });
    for (auto& f : found_)
      if (holds(out_->left, f.i) && holds(out_->right, f.j)) take_one(f.i, f.j, f.how, f.near);
  }

  static bool holds(const std::vector<uint16_t>& free, uint16_t place) {
    return std::find(free.begin(), free.end(), place) != free.end();
  }

  bool may_be(const Token& one, const Token& other, How how) {
    if (one.kind == BRAND && other.kind == BRAND) return true;
    if (how == SOUNDS || one.kind == STOP || other.kind == STOP) return false;
    if (how == SHORT && (one.kind == PLACE || other.kind == PLACE)) return false;
    if (one.kind == BRAND || other.kind == BRAND) return true;
    View shorter = text(one), longer = text(other);
    if (longer.size() < shorter.size()) std::swap(shorter, longer);
    if (longer.substr(0, shorter.size()) != shorter) return false;
    View rest = longer.substr(shorter.size());
    return rest == U"s" || rest == U"es";
  }

  // Places of which one lies in the other.
  void within() {
    take_first([&](uint16_t i, uint16_t j) {
      if (!lie_within((*left_)[i], (*right_)[j])) return false;
      take_one(i, j, SYNONYM, limits_.place_within);
      return true;
    });
  }

  bool lie_within(const Token& one, const Token& other) {
    if (one.kind != PLACE || other.kind != PLACE) return false;
    auto each_way = [](const Token& t, auto each) {
      if (!t.ways) return each(t.way);
      for (uint32_t way : *t.ways)
        if (each(way)) return true;
      return false;
    };
    return each_way(one, [&](uint32_t a) {
      return each_way(other, [&](uint32_t b) { return words_.lie_within(a, b); });
    });
  }

  bool begins(uint16_t i, uint16_t j) {
    View one = text((*left_)[i]), other = text((*right_)[j]);
    if (size_t(i) + 1 == left_->size() && other.substr(0, one.size()) == one) return true;
    return size_t(j) + 1 == right_->size() && one.substr(0, other.size()) == other;
  }

  How alike(uint32_t one_word, uint32_t other_word, double& near) {
    const Word &a = words_.at(one_word), &b = words_.at(other_word);
    if (a.digits || b.digits) return NO_WAY;
    View one = a.text, other = b.text;
    near = typo(one, other, size_t(__builtin_popcount(a.letters ^ b.letters)));
    if (near > 0) return TYPO;
    View shorter = one, longer = other;
    if (other.size() < one.size()) std::swap(shorter, longer);
    if (shorter.size() >= limits_.shortest_part && longer.substr(0, shorter.size()) == shorter) {
      near = std::max(0.7, std::min(0.9, 0.45 + 0.55 * double(shorter.size()) / double(longer.size())));
      return SHORT;
    }
    if (shorter.size() >= limits_.shortest_part && skeleton(shorter, longer)) {
      near = 0.7;
      return SHORT;
    }
    if (shorter.size() <= limits_.shortest_part) return NO_WAY;
    View mine = words_.sound(one_word), theirs = words_.sound(other_word);
    if (mine[0] != theirs[0]) return NO_WAY;
    double most = 0.5 * most_alike(a.letters, b.letters, one, other) +
                  0.5 * most_alike(a.heard_letters, b.heard_letters, mine, theirs);
    if (most + 1e-9 < limits_.alike) return NO_WAY;
    double found = 0.5 * indel_likeness(one, other);
    found += 0.5 * indel_likeness(mine, theirs);
    if (found < limits_.alike) return NO_WAY;
    near = found * 0.85;
    return SOUNDS;
  }

  // The most that the letters of two words can be alike, by the letters each has.
  static double most_alike(uint32_t one_letters, uint32_t other_letters, View one, View other) {
    size_t met = most_in_common(one_letters, other_letters, one.size(), other.size());
    return 2 * double(met) / double(one.size() + other.size());
  }

  void initials() {
    for (bool mirrored : {false, true}) {
      const Tokens& one = mirrored ? *right_ : *left_;
      const Tokens& other = mirrored ? *left_ : *right_;
      auto& free = mirrored ? out_->right : out_->left;
      auto& rest = mirrored ? out_->left : out_->right;
      size_t all_size = 0, plain_size = 0;
      for (auto& t : other) {
        all_size += t.kind != STOP;
        plain_size += t.kind != STOP && t.kind != FORM;
      }
      bool any = false;
      for (uint16_t i : free) {
        size_t size = text(one[i]).size();
        any |= size >= 3 && (size == all_size || size == plain_size);
      }
      if (!any) continue;
      Str &letters = initials_, &plain = plain_initials_;
      letters.clear();
      plain.clear();
      for (auto& t : other) {
        if (t.kind == STOP) continue;
        letters += text(t)[0];
        if (t.kind != FORM) plain += text(t)[0];
      }
      for (uint16_t i : free) {
        View word = text(one[i]);
        if (word.size() < 3 || (word != letters && word != plain) || rest.empty()) continue;
        std::vector<uint16_t> all = rest;
        if (mirrored)
          take(all.data(), all.size(), &i, 1, INITIALS, 0.6);
        else
          take(&i, 1, all.data(), all.size(), INITIALS, 0.6);
        return;
      }
    }
  }
};

}  // namespace kernel
