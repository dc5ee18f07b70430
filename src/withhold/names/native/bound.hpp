// The most that two names can score, found without aligning them: most names that share a word are
// so far from a review that this says so. It is never less than the score.
#pragma once
#include "features.hpp"
#include "outline.hpp"

namespace kernel {

class Bound {
 public:
  Bound(Words& words, const Limits& limits, const Model& model)
      : words_(words), limits_(limits), model_(model) {
    auto most = [&](int feature, double value) { return over(model.weights[feature]) * value; };
    always_ = model.base + SLACK;
    for (int how = 0; how < 7; ++how)
      always_ += most(W_brand_typo + 2 * how, 2.0) + most(W_common_typo + 2 * how, 1.5);
    for (int kind = 0; kind < 5; ++kind) always_ += most(W_extra_brand + 2 * kind, 2.0);
    always_ += most(W_brand_other_pinyin, 2.0) + most(W_first, 1) + most(W_address, 1);
    always_ += most(W_sounds, 1) + most(W_sounds_80, 0.2) + most(W_winkler, 1) + most(W_number, 1);
    usable_ = model.weights[W_brand_loss] <= 0;
    for (WordFeature f : RISING) usable_ &= model.weights[f] >= 0;
    for (int kind = 0; kind < 5; ++kind) usable_ &= model.weights[W_differ_brand + 2 * kind] <= 0;
    for (int kind = 0; kind < OTHER + 1; ++kind) loud_[kind] = loudness(Kind(kind));
  }

  const Outline* outline(const Key& key, OutlineStore& store) {
    const Tokens& tokens = key.tokens;
    size_t items = 0, forms = 0, letters = 0;
    for (auto& t : tokens) {
      items += t.kind != FORM;
      forms += t.kind == FORM;
      if (t.kind != FORM && t.kind != STOP) letters += words_.at(t.word).text.size();
    }
    bool fits = usable_ && items <= Outline::MOST_ITEMS && forms <= Outline::MOST_ITEMS &&
                letters <= Outline::MOST_LETTERS;
    Outline& out = *(fits ? store.place(items, forms, letters) : store.place(0, 0, 0));
    out.key = &key;
    out.folded = hash_of(key.folded);
    View begins = beginning(key.folded, limits_.beginning);
    out.begins = begins.empty() ? 0 : hash_of(begins);
    out.fits = fits;
    out.only_words = !key.has_han() && key.decoded.empty();
    if (!fits) {
      out.items = out.forms = out.letters = 0;
      return &out;
    }
    out.length = uint16_t(std::min<size_t>(key.length, 0xFFFF));
    out.items = uint8_t(items);
    out.forms = uint8_t(forms);
    out.letters = uint8_t(letters);
    out.last = uint8_t(tokens.empty() ? 0 : tokens.size() - 1);
    fill(tokens, out);
    return &out;
  }

  // True where the scores of two names aligned word by word may be `least`, or it cannot be said.
  bool may_reach(const Outline& left, const Outline& right, double least) {
    if (!left.fits || !right.fits || !left.only_words || !right.only_words) return true;
    if (left.folded == right.folded) return true;
    return most(left, right) >= least;
  }

  // The most that two names can score word by word; 1: it cannot be said.
  double most(const Outline& left, const Outline& right) {
    auto may_cut = [&](size_t n) { return n >= words_.tables.cut_from && n < words_.tables.cut_to; };
    cut_left_ = may_cut(left.length) && right.length > left.length;
    cut_right_ = may_cut(right.length) && left.length > right.length;
    if (initials(left, right) || initials(right, left)) return 1;
    if (left.begins && left.begins == right.begins &&
        begins_name(left.key->folded, right.key->folded, limits_.beginning))
      return 1;
    answer(left, right);
    return judged(left, right);
  }

 private:
  static constexpr size_t MOST = Outline::MOST_ITEMS;
  static constexpr double SLACK = 1e-4;  // weights are held in half the width
  static constexpr WordFeature RISING[] = {
      W_least_covered, W_least_covered_50, W_least_covered_70, W_least_covered_85, W_least_covered_whole,
      W_most_covered, W_most_covered_80, W_brand, W_trade, W_place, W_letters, W_letters_80, W_letters_90,
      W_rest_sounds, W_begins, W_begins_cut};
  // What may answer one word: the most of its weight, how well, and how loud a pair speaks.
  struct Answer {
    float weight = 0, near = 0, loud = 0;
    bool tells = false, any = false;
    bool sure = false;  // the same word stands once in both names: nothing else answers it
  };
  Words& words_;
  const Limits& limits_;
  const Model& model_;
  double always_;
  float loud_[OTHER + 1];
  bool usable_, cut_left_ = false, cut_right_ = false, joins_ = false;
  int last_left_ = -1, last_right_ = -1;  // the last words that are surely answered
  Answer lefts_[MOST], rights_[MOST];
  Str initials_, told_initials_;

  static uint8_t few(size_t size) { return uint8_t(std::min<size_t>(size, 255)); }
  static double over(double x) { return x > 0 ? x : 0.0; }
  static bool telling(uint8_t kind) { return kind == BRAND || kind == LETTERS; }
  double loudness(Kind kind) const {
    if (telling(kind)) return model_.weights[W_brand];
    return kind == NUMBER ? 0.0 : kind == PLACE ? model_.weights[W_place] : model_.weights[W_trade];
  }

  void fill(const Tokens& tokens, Outline& out) {
    Item* item = const_cast<Item*>(out.item());
    uint32_t* form = const_cast<uint32_t*>(out.form());
    uint8_t* letter = const_cast<uint8_t*>(out.letter());
    std::fill(out.bag, out.bag + Outline::LETTERS, 0);
    out.kept = 0;
    Str &initials = initials_, &told = told_initials_;
    initials.clear();
    told.clear();
    double like = 0;
    bool breaks = false, formal = false;
    for (size_t i = 0; i < tokens.size(); ++i) {
      const Token& t = tokens[i];
      const Word& word = words_.at(t.word);
      if (t.kind != STOP) initials += word.text[0];
      if (t.kind != STOP && t.kind != FORM) told += word.text[0];
      breaks |= i > 0 && t.breaks;
      if (t.kind == FORM) {
        formal |= i > 0;
        *form++ = t.word;
        continue;
      }
      if (i > 0) like = std::max(like, address_behind(tokens, i, breaks, formal));
      View heard = t.kind == BRAND ? View(words_.sound(t.word)) : View();
      *item++ = Item{t.word, t.way, letters_of(word.text), uint32_t(hash_of(word.text)), letters_of(heard),
                     float(t.weight), float(t.weight * (1 - like)), uint16_t(word.text[0]),
                     uint16_t(word.text.size() > 1 ? word.text[1] : 0), few(word.text.size()), few(i), t.kind,
                     uint8_t(heard.empty() ? 0 : heard[0]), few(heard.size()), word.digits, t.ways != nullptr};
      if (t.kind == STOP) continue;
      ++out.kept;
      for (char32_t c : word.text) {
        *letter++ = uint8_t(c);
        out.bag[c % Outline::LETTERS] += out.bag[c % Outline::LETTERS] < 255;
      }
    }
    out.may_be_address = like > limits_.address;
    out.initials = uint32_t(hash_of(initials));
    out.told_initials = uint32_t(hash_of(told));
    out.initials_size = uint8_t(std::min<size_t>(initials.size(), 255));
    out.told_initials_size = uint8_t(std::min<size_t>(told.size(), 255));
  }

  // The most that what stands from a word on can read as an address.
  double address_behind(const Tokens& tokens, size_t from, bool breaks, bool form) {
    size_t count = 0;
    double signs = limits_.tail_break * breaks + limits_.tail_form * form;
    for (size_t i = from; i < tokens.size(); ++i) {
      if (tokens[i].kind == FORM) continue;
      const Word& word = words_.at(tokens[i].word);
      ++count;
      signs += limits_.tail_digits * word.digits + limits_.tail_word * word.address +
               limits_.tail_place * (tokens[i].kind == PLACE);
    }
    signs += limits_.tail_each * double(count > limits_.tail_few ? count - limits_.tail_few : 0);
    double found = std::min(1.0, signs / (limits_.tail_base + limits_.tail_per_word));
    return count > 1 || breaks ? found : found * limits_.tail_alone;
  }

  // True where a word may be the initials of the other name.
  static bool initials(const Outline& one, const Outline& other) {
    const Item* items = one.item();
    for (size_t i = 0; i < one.items; ++i) {
      const Item& item = items[i];
      if (item.size < 3 || item.size > std::max(other.initials_size, other.told_initials_size)) continue;
      if (item.size == other.initials_size && item.hash == other.initials) return true;
      if (item.size == other.told_initials_size && item.hash == other.told_initials) return true;
    }
    return false;
  }

  void answer(const Outline& left, const Outline& right) {
    std::fill(lefts_, lefts_ + left.items, Answer{});
    std::fill(rights_, rights_ + right.items, Answer{});
    joins_ = false;
    same(left, right);
    const Item *ones = left.item(), *others = right.item();
    bool cut = cut_left_ || cut_right_;
    for (size_t i = 0; i < left.items; ++i)
      for (size_t j = 0; j < right.items && !lefts_[i].sure; ++j) {
        if (rights_[j].sure) continue;
        const Item &one = ones[i], &other = others[j];
        int apart = __builtin_popcount(one.letters ^ other.letters);
        float near = 0;
        if (one.word == other.word || one.way == other.way)
          near = 1;
        else if ((one.several | other.several) && ways_meet(one, other, left, right))
          near = 1;
        else if (one.first == other.first || one.heard == other.heard || apart <= 6)
          near = cut && may_be_cut(one, other, left, right) ? 1 : nearness(one, other, apart);
        if (one.kind == PLACE && other.kind == PLACE && near < limits_.place_within &&
            places_meet(one, other, left, right))
          near = float(limits_.place_within);
        if (near > 0) pair(one, other, near, lefts_[i], rights_[j]);
      }
    join(left, right, lefts_, rights_);
    join(right, left, rights_, lefts_);
  }

  // Words that stand once in both names: they are paired first.
  void same(const Outline& left, const Outline& right) {
    last_left_ = last_right_ = -1;
    const Item *ones = left.item(), *others = right.item();
    for (size_t i = 0; i < left.items; ++i) {
      size_t met = 0, at = 0;
      for (size_t j = 0; j < right.items; ++j)
        if (ones[i].word == others[j].word) ++met, at = j;
      if (met != 1) continue;
      for (size_t k = 0; k < left.items; ++k) met += k != i && ones[k].word == ones[i].word;
      if (met != 1) continue;
      pair(ones[i], others[at], 1, lefts_[i], rights_[at]);
      lefts_[i].sure = rights_[at].sure = true;
      last_left_ = int(i);
      last_right_ = std::max(last_right_, int(at));
    }
  }

  void pair(const Item& one, const Item& other, float near, Answer& mine, Answer& theirs) {
    float weight = std::min(one.weight, other.weight);
    float loud = std::max(loud_[one.kind], loud_[other.kind]);
    bool tells = telling(one.kind) || telling(other.kind);
    for (Answer* a : {&mine, &theirs}) {
      a->weight = std::max(a->weight, weight);
      a->near = std::max(a->near, near);
      a->loud = std::max(a->loud, loud);
      a->tells |= tells;
      a->any = true;
    }
  }

  static bool may_be_cut(const Item& one, const Item& other, const Outline& left, const Outline& right) {
    return (one.place == left.last || other.place == right.last) && one.first == other.first;
  }

  // How near two words can come that are not the same; 0: neither may answer the other.
  float nearness(const Item& one, const Item& other, int apart) const {
    if (one.digits || other.digits || one.kind == STOP || other.kind == STOP) return 0;
    size_t shorter = std::min(one.size, other.size), longer = std::max(one.size, other.size);
    if (longer == 255) return 1;
    bool same_first = one.first == other.first, brands = one.kind == BRAND || other.kind == BRAND;
    if (!brands && (!same_first || longer == shorter || longer - shorter > 2 || apart > 2)) return 0;
    double near = 0;
    if (shorter >= 4) {
      size_t most = shorter < 8 ? 1 : shorter < 12 ? 2 : 3;
      size_t least = std::max({size_t(1), longer - shorter, size_t(apart + 1) / 2});
      if (least <= most) near = 1 - 0.9 * double(least) / double(shorter + 2);
    }
    if (shorter < limits_.shortest_part) return float(near);
    if (same_first && may_be_short(one, other)) near = std::max(near, shortness(one, other));
    bool sounds = one.kind == BRAND && other.kind == BRAND && shorter > limits_.shortest_part;
    if (sounds && one.heard == other.heard) {
      double alike = 0.5 * common(one.letters, other.letters, one.size, other.size) +
                     0.5 * common(one.heard_letters, other.heard_letters, one.heard_size, other.heard_size);
      if (alike + SLACK >= limits_.alike) near = std::max(near, 0.85 * alike);
    }
    return float(near);
  }

  // The most that two words can have in common of their letters, as a share of both.
  static double common(uint32_t mine, uint32_t theirs, size_t size, size_t other_size) {
    return 2 * double(most_in_common(mine, theirs, size, other_size)) / double(size + other_size);
  }

  // True where one word may be the other's beginning or its consonants.
  static bool may_be_short(const Item& one, const Item& other) {
    constexpr uint32_t VOWELS = 1u << ('a' & 31) | 1u << ('e' & 31) | 1u << ('i' & 31) | 1u << ('o' & 31) | 1u << ('u' & 31);
    uint32_t few = one.size < other.size ? one.letters : other.letters;
    uint32_t many = one.size < other.size ? other.letters : one.letters;
    if (few & ~many) return false;
    return one.second == other.second || !(few & VOWELS & ~(1u << (one.first & 31)));
  }
  double shortness(const Item& one, const Item& other) const {
    double share = double(std::min(one.size, other.size)) / double(std::max(one.size, other.size));
    double near = std::max(0.7, std::min(0.9, 0.45 + 0.55 * share));
    return one.kind == other.kind ? near : std::max(near, limits_.shortened);
  }

  // True for two places of which one may lie in the other.
  bool places_meet(const Item& one, const Item& other, const Outline& left, const Outline& right) {
    const Token &a = left.key->tokens[one.place], &b = right.key->tokens[other.place];
    return a.ways || b.ways || words_.lie_within(a.way, b.way);
  }

  static bool ways_meet(const Item& one, const Item& other, const Outline& left, const Outline& right) {
    const Token &a = left.key->tokens[one.place], &b = right.key->tokens[other.place];
    auto has = [](const Token& t, uint32_t way) {
      return t.ways ? std::binary_search(t.ways->begin(), t.ways->end(), way) : t.way == way;
    };
    if (!a.ways) return has(b, a.way);
    for (uint32_t way : *a.ways)
      if (has(b, way)) return true;
    return false;
  }

  // Words that stand together and may be one word of the other name.
  void join(const Outline& many, const Outline& single, Answer* runs, Answer* ones) {
    const Item *words = many.item(), *one = single.item();
    for (size_t j = 0; j < single.items; ++j) {
      if (ones[j].sure) continue;
      for (size_t start = 0; start + 1 < many.items; ++start) {
        if (words[start].first != one[j].first || words[start].size > one[j].size || runs[start].sure) continue;
        size_t size = words[start].size;
        uint32_t letters = words[start].letters;
        for (size_t k = start + 1; k < many.items && k < start + limits_.most_joined; ++k) {
          size += words[k].size;
          letters |= words[k].letters;
          if (size > size_t(one[j].size) + 1 || runs[k].sure) break;
          if (size + 1 < one[j].size || __builtin_popcount(letters ^ one[j].letters) > 6) continue;
          joins_ = true;
          for (size_t m = start; m <= k; ++m)
            raise(runs[m], std::max(one[j].weight, words[m].weight), one[j].kind);
          raise(ones[j], one[j].weight, one[j].kind);
        }
      }
    }
  }
  void raise(Answer& a, float weight, uint8_t kind) const {
    a = {std::max(a.weight, weight), 1.0f, std::max(a.loud, loud_[kind]), a.tells || telling(kind), true, false};
  }

  // What is surely left over and what may be met of one side; and how much less is met, how much more
  // left, where one of its weighty words is left over.
  struct Sum {
    double met = 0, over = 0, loud = 0, told = 0, less = 2, more = 2;
    double kinds[5] = {};
    bool other = false, may_rest = false;  // something but a place is surely left; a word may be
  };
  Sum sum(const Outline& side, const Answer* answers, int last, bool cut_other) const {
    Sum s;
    const Item* items = side.item();
    double behind = cut_other ? limits_.behind_cut : 1;
    for (int i = 0; i < int(side.items); ++i) {
      const Item& item = items[i];
      const Answer& a = answers[i];
      double surely = i < last ? item.weight : item.surely * behind;  // no tail is before an answered word
      bool may_rest = item.weight > 0.5f && !a.sure;
      s.may_rest |= may_rest;
      if (a.any) {
        double met = double(a.weight) * a.near;
        s.met += met;
        s.loud += double(a.weight) * a.loud;
        if (a.tells) s.told += met;
        if (may_rest) {
          s.less = std::min(s.less, met);
          s.more = std::min(s.more, surely);
        }
        continue;
      }
      s.over += surely;
      if (may_rest) s.less = s.more = 0;
      if (item.kind == STOP) continue;
      size_t kind = item.kind <= LETTERS ? size_t(item.kind) : size_t(TRADE);
      s.kinds[kind] += surely;
      s.other |= surely > 0 && item.kind != PLACE;
    }
    return s;
  }
  static bool all_may_be_met(const Outline& side, const Answer* answers) {
    for (size_t i = 0; i < side.items; ++i)
      if (!answers[i].any) return false;
    return true;
  }

  double share(double met, double rest) const { return met + rest > 0 ? met / (met + rest) : 0.0; }

  // What the shares that are met say at the most.
  double covered(double least, double most) const {
    auto& w = model_.weights;
    return w[W_least_covered] * least + w[W_least_covered_50] * over(least - 0.5) +
           w[W_least_covered_70] * over(least - 0.7) + w[W_least_covered_85] * over(least - 0.85) +
           w[W_least_covered_whole] * (least > limits_.full) + w[W_most_covered] * most +
           w[W_most_covered_80] * over(most - 0.8);
  }

  // The same where both names leave a weighty word over; what is left may sound alike.
  double covered_but_for_one(const Sum& one, const Sum& other) const {
    double met = one.met - one.less, others_met = other.met - other.less;
    met = std::max(0.0, joins_ ? std::max(one.met, other.met) : std::min(met, others_met));
    double a = share(met, one.over + one.more), b = share(met, other.over + other.more);
    return covered(std::min(a, b) + SLACK, std::max(a, b) + SLACK) + model_.weights[W_rest_sounds];
  }

  double judged(const Outline& left, const Outline& right) {
    bool behind_left = cut_right_ && all_may_be_met(right, rights_);
    bool behind_right = cut_left_ && all_may_be_met(left, lefts_);
    Sum one = sum(left, lefts_, last_left_, behind_left), other = sum(right, rights_, last_right_, behind_right);
    auto& w = model_.weights;
    double met = joins_ ? std::max(one.met, other.met) : std::min(one.met, other.met);
    double told = joins_ ? std::max(one.told, other.told) : std::min(one.told, other.told);
    double a = share(met, one.over), b = share(met, other.over);
    double least = std::min(a, b) + SLACK, most = std::max(a, b) + SLACK;
    bool differs = false;
    for (int kind = 0; kind < 5; ++kind) differs |= std::min(one.kinds[kind], other.kinds[kind]) > 0;
    for (auto* side : {&one, &other}) differs |= side->kinds[BRAND] > 0 || side->kinds[LETTERS] > 0;
    bool untold = told < 0.399;
    if (untold && differs && least < limits_.nearly_all) return limits_.not_telling;
    double says = covered(least, most);
    if (one.may_rest && other.may_rest) says = std::max(says, covered_but_for_one(one, other));
    double sum = always_ + says;
    sum += joins_ ? std::max(one.loud, other.loud) : std::min(one.loud, other.loud);
    for (int kind = 0; kind < 5; ++kind)
      sum += w[W_differ_brand + 2 * kind] * std::min({one.kinds[kind], other.kinds[kind], 1.5});
    bool begins = true;
    sum += letters(left, right, begins);
    sum += forms(left, right);
    sum += untold ? w[W_no_brand] : over(w[W_no_brand]);
    double score = 1 / (1 + std::exp(-std::max(-30.0, std::min(30.0, sum))));
    double unit = begins && !differs ? limits_.unit : 0.0;
    if (untold) {
      double found = least >= limits_.nearly_all ? score : score * limits_.not_telling;
      return std::max(found, unit);
    }
    if (score > limits_.lead && least < limits_.part) score = limits_.lead + (score - limits_.lead) / 2;
    return std::max({score, unit, one.other || other.other ? 0.0 : limits_.left_out});
  }

  // What the letters of the names can say for them at the most.
  double letters(const Outline& left, const Outline& right, bool& begins) const {
    auto& w = model_.weights;
    bool known = !left.may_be_address && !right.may_be_address;
    const Outline &shorter = right.letters < left.letters ? right : left;
    const Outline &longer = right.letters < left.letters ? left : right;
    double alike = 1;
    if (known) {
      alike = shorter.letters ? 1 - double(apart(left, right)) / double(longer.letters) : 0.0;
      begins = shorter.letters >= 4 && !std::memcmp(shorter.letter(), longer.letter(), shorter.letters);
    }
    double sum = w[W_letters] * alike + w[W_letters_80] * over(alike - 0.8) + w[W_letters_90] * over(alike - 0.9);
    if (begins) sum += w[W_begins] + w[W_begins_cut];
    auto between = [&](WordFeature feature, double least, double most) {
      sum += w[feature] * (w[feature] > 0 ? most : least);
    };
    double few = double(std::min(left.kept, right.kept)) / 5, size = std::min(double(shorter.letters) / 20, 2.0);
    bool tiny = shorter.letters < limits_.short_name;
    between(W_count, known ? few : 0.0, few);
    between(W_size, known ? size : 0.0, size);
    between(W_tiny, known ? tiny : 0.0, known ? tiny : 1.0);
    return sum;
  }

  // The fewest edits by which two names can differ: letters that one has and the other has not.
  static size_t apart(const Outline& left, const Outline& right) {
    unsigned more = 0, less = 0;
    for (size_t k = 0; k < Outline::LETTERS; ++k) {
      int one = left.bag[k], other = right.bag[k];
      more += unsigned(std::max(0, one - other));
      less += unsigned(std::max(0, other - one));
    }
    return std::max(more, less);
  }

  double forms(const Outline& left, const Outline& right) const {
    if (!left.forms && !right.forms) return 0;
    if (!left.forms || !right.forms) return model_.weights[W_form_missing];
    auto among = [](uint32_t form, const Outline& side) {
      return std::find(side.form(), side.form() + side.forms, form) != side.form() + side.forms;
    };
    bool same = true, meet = false;
    for (size_t i = 0; i < left.forms; ++i) {
      bool held = among(left.form()[i], right);
      same &= held;
      meet |= held;
    }
    for (size_t i = 0; i < right.forms; ++i) same &= among(right.form()[i], left);
    return model_.weights[same ? W_form_same : W_form_differs] * (same || !meet);
  }
};

}  // namespace kernel
