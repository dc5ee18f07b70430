// The score of two names: the features and models of withhold.names.features and .score.
#pragma once
#include "han_score.hpp"

namespace kernel {

// What scores are made with.
struct Scoring {
  Limits limits;
  Model words, han, across;
  PyObject* python_partial = nullptr;
};

enum Way : uint8_t { W_NONE, W_SAME, W_HAN, W_WORDS, W_DECODED, W_ACROSS };

class Scorer {
 public:
  Scorer(Words& words, const Scoring& scoring)
      : limits(scoring.limits),
        words_model(scoring.words),
        across_model(scoring.across),
        python_partial(scoring.python_partial),
        words_(words),
        aligner_(words, scoring.limits),
        han_(scoring.limits, scoring.han) {}

  const Limits& limits;
  const Model &words_model, &across_model;
  PyObject* python_partial;

  // `least`: what is surely below may come out as 0.
  double score(const Key& a, const Key& b, Way* way = nullptr, double least = 0) {
    auto said = [&](Way w) {
      if (way) *way = w;
    };
    said(W_NONE);
    if (a.folded == b.folded && !a.folded.empty()) {
      said(W_SAME);
      return 1.0;
    }
    bool swap = a.folded > b.folded;
    const Key &one = swap ? b : a, &other = swap ? a : b;
    double best = 0;
    auto rival = [&](double found, Way w) {
      if (found > best) {
        best = found;
        said(w);
      }
    };
    bool both = one.in_two_scripts() && other.in_two_scripts();
    bool words = !one.tokens.empty() && !other.tokens.empty();
    double said_by_words = words ? plain(one, other, both ? std::min(least, limits.words_agree) : least) : 0;
    if (one.has_han() && other.has_han()) {
      double found = han_.score(*one.han, *other.han);
      if (both && said_by_words < limits.words_agree) found = std::min(found, limits.words_differ);
      rival(found, W_HAN);
    }
    if (words) {
      rival(said_by_words, W_WORDS);
      if (!one.decoded.empty()) rival(decoded(one, other), W_DECODED);
      if (!other.decoded.empty()) rival(decoded(other, one), W_DECODED);
    }
    if (one.has_han() && !other.tokens.empty() && !other.has_han()) rival(across(one, other), W_ACROSS);
    if (other.has_han() && !one.tokens.empty() && !one.has_han()) rival(across(other, one), W_ACROSS);
    if (best >= limits.begun || !begins_name(one.folded, other.folded, limits.beginning)) return best;
    if (best == 0) said(W_WORDS);
    return limits.begun;
  }

 private:
  struct Side {
    const Tokens* tokens;
    size_t length;
    std::vector<double> over;  // the weight left over at each place left over
    double like;
    size_t tail_from;   // from that place on the words left over are a tail
    Str letters;
    Str first;
    size_t kept;
  };
  Words& words_;
  Aligner aligner_;
  HanScorer han_;
  Aligned aligned_;
  Side left_, right_;
  bool cut_ = false;
  double f_[WORD_COUNT];
  Str one_, other_, heard_one_, heard_other_;
  std::vector<uint32_t> forms_one_, forms_other_;

  View text(const Token& t) { return words_.at(t.word).text; }

  // Two names aligned and weighed; what is left of each is in left_ and right_.
  void compare(const Tokens& left, size_t left_length, const Tokens& right, size_t right_length, bool read) {
    auto may_cut = [&](size_t n) {
      return n >= words_.tables.cut_from && n < words_.tables.cut_to;
    };
    bool cut_left = may_cut(left_length) && right_length > left_length;
    bool cut_right = may_cut(right_length) && left_length > right_length;
    cut_ = cut_left || cut_right;
    aligner_.align(left, right, cut_, read, aligned_);
    left_.tokens = &left;
    right_.tokens = &right;
    weigh(left_, aligned_.left);
    weigh(right_, aligned_.right);
    if (cut_left && aligned_.left.empty()) behind_cut(right_, aligned_.right);
    if (cut_right && aligned_.right.empty()) behind_cut(left_, aligned_.left);
    keep(left_, aligned_.left);
    keep(right_, aligned_.right);
  }

  static int last_answered(const Tokens& tokens, const std::vector<uint16_t>& free) {
    size_t at = free.size();
    for (size_t i = tokens.size(); i-- > 0;) {
      while (at > 0 && free[at - 1] > i) --at;
      bool left_over = at > 0 && free[at - 1] == i;
      if (tokens[i].kind != FORM && !left_over) return int(i);
    }
    return -1;
  }

  void weigh(Side& side, const std::vector<uint16_t>& free) {
    const Tokens& tokens = *side.tokens;
    int last = last_answered(tokens, free);
    side.tail_from = tokens.size();
    side.like = 0;
    if (last >= 0 && !free.empty() && int(free.back()) > last) {
      size_t k = 0;
      while (int(free[k]) <= last) ++k;
      side.tail_from = free[k];
      side.like = address(tokens, size_t(last), free, k);
    }
    side.over.resize(free.size());
    for (size_t k = 0; k < free.size(); ++k) {
      bool behind = side.tail_from < tokens.size() && free[k] >= side.tail_from;
      side.over[k] = tokens[free[k]].weight * (1 - (behind ? side.like : 0));
    }
  }

  // How much a tail reads as an address, 0..1.
  double address(const Tokens& tokens, size_t last, const std::vector<uint16_t>& free, size_t from) {
    bool breaks = false, form = false;
    for (size_t i = last + 1; i <= free[from]; ++i) {
      breaks |= tokens[i].breaks;
      form |= tokens[i].kind == FORM;
    }
    size_t count = free.size() - from, digits = 0, address = 0, place = 0;
    for (size_t k = from; k < free.size(); ++k) {
      const Token& t = tokens[free[k]];
      const Word& word = words_.at(t.word);
      digits += word.digits;
      address += word.address;
      place += t.kind == PLACE;
    }
    double signs = limits.tail_break * breaks + limits.tail_form * form;
    signs += limits.tail_digits * double(digits);
    signs += limits.tail_word * double(address);
    signs += limits.tail_place * double(place);
    signs += limits.tail_each * double(count > limits.tail_few ? count - limits.tail_few : 0);
    double found = std::min(1.0, signs / (limits.tail_base + limits.tail_per_word * double(count)));
    return count > 1 || breaks ? found : found * limits.tail_alone;
  }

  void behind_cut(Side& side, const std::vector<uint16_t>& free) {
    int last = last_answered(*side.tokens, free);
    for (size_t k = 0; k < free.size(); ++k)
      if (last >= 0 && int(free[k]) > last) side.over[k] *= limits.behind_cut;
  }

  void keep(Side& side, const std::vector<uint16_t>& free) {
    const Tokens& tokens = *side.tokens;
    size_t from = side.like > limits.address ? side.tail_from : tokens.size();
    side.letters.clear();
    side.kept = 0;
    size_t at = 0;
    for (size_t i = 0; i < tokens.size(); ++i) {
      while (at < free.size() && free[at] < i) ++at;
      bool tail = i >= from && at < free.size() && free[at] == i;
      if (tokens[i].kind == FORM || tokens[i].kind == STOP || tail) continue;
      if (!side.kept++) side.first.assign(text(tokens[i]));
      side.letters += text(tokens[i]);
    }
  }

  static double over(double x) { return x > 0 ? x : 0.0; }

  void word_features(const Model& model) {
    std::fill(f_, f_ + WORD_COUNT, 0.0);
    weights_and_forms();
    spelling(model);
  }

  // What is known from the aligned words alone.
  void weights_and_forms() {
    coverage();
    left_over();
    answered();
    measures();
    forms();
  }

  // How alike the letters are.
  void spelling(const Model& model) {
    rest_sounds(model);
    letters(model);
  }

  void coverage() {
    double met = 0, weight = 0, over_left = 0, over_right = 0;
    for (auto& p : aligned_.pairs) {
      met += p.weight * p.near;
      weight += p.weight;
    }
    for (size_t k = 0; k < aligned_.left.size(); ++k) over_left += left_.over[k];
    for (size_t k = 0; k < aligned_.right.size(); ++k) over_right += right_.over[k];
    auto share = [&](double rest) { return weight + rest != 0 ? met / (weight + rest) : 0.0; };
    double one = share(over_left), other = share(over_right);
    double least = std::min(one, other), most = std::max(one, other);
    f_[W_least_covered] = least;
    f_[W_least_covered_50] = over(least - 0.5);
    f_[W_least_covered_70] = over(least - 0.7);
    f_[W_least_covered_85] = over(least - 0.85);
    f_[W_least_covered_whole] = least > limits.full;
    f_[W_most_covered] = most;
    f_[W_most_covered_80] = over(most - 0.8);
  }

  void by_kind(const Side& side, const std::vector<uint16_t>& free, double* found) {
    for (size_t k = 0; k < free.size(); ++k) {
      Kind kind = (*side.tokens)[free[k]].kind;
      if (kind <= LETTERS)
        found[kind] += side.over[k];
      else if (kind != STOP)
        found[TRADE] += side.over[k];
    }
  }

  void left_over() {
    double left[5] = {}, right[5] = {};
    by_kind(left_, aligned_.left, left);
    by_kind(right_, aligned_.right, right);
    for (int kind = 0; kind < 5; ++kind) {
      double less = std::min(left[kind], right[kind]), more = std::max(left[kind], right[kind]);
      f_[W_differ_brand + 2 * kind] = std::min(less, 1.5);
      f_[W_extra_brand + 2 * kind] = std::min(more - less, 2.0);
    }
  }

  void rest_sounds(const Model& model) {
    if (model.weights[W_rest_sounds] == 0) return;
    rest(left_, aligned_.left, one_);
    rest(right_, aligned_.right, other_);
    if (one_.empty() || other_.empty() || words_.tables.pinyin.other(one_, other_)) return;
    words_.sound_of(one_, heard_one_);
    words_.sound_of(other_, heard_other_);
    f_[W_rest_sounds] = indel_likeness(heard_one_, heard_other_);
  }

  void rest(const Side& side, const std::vector<uint16_t>& free, Str& out) {
    out.clear();
    for (size_t k = 0; k < free.size(); ++k)
      if (side.over[k] > 0.5) out += text((*side.tokens)[free[k]]);
  }

  void answered() {
    double brand = 0, sure = 0, trade = 0, place = 0, loss = 0, other_pinyin = 0;
    bool number = false;
    double telling[INITIALS + 1] = {}, common[INITIALS + 1] = {};
    for (auto& p : aligned_.pairs) {
      if (p.kind == BRAND || p.kind == LETTERS) {
        brand += p.weight * p.near;
        if (p.how != SOUNDS || p.near >= limits.heard) sure += p.weight * p.near;
        loss += p.weight * (1 - p.near);
        telling[p.how] += p.weight;
        if ((p.how == TYPO || p.how == SOUNDS) && other_words(p)) other_pinyin += p.weight;
      } else {
        if (p.kind == PLACE)
          place += p.weight;
        else if (p.kind == NUMBER)
          number = true;
        else
          trade += p.weight;
        common[p.how] += p.weight;
      }
    }
    f_[W_brand] = std::min(brand, 2.5);
    f_[W_no_brand] = sure < 0.4;
    f_[W_trade] = std::min(trade, 2.0);
    f_[W_place] = std::min(place, 1.0);
    f_[W_number] = number;
    f_[W_brand_loss] = loss;
    f_[W_brand_other_pinyin] = std::min(other_pinyin, 2.0);
    static const How hows[] = {TYPO, SHORT, SOUNDS, JOINED, SYNONYM, INITIALS, CUT};
    for (int k = 0; k < 7; ++k) {
      f_[W_brand_typo + 2 * k] = std::min(telling[hows[k]], 2.0);
      f_[W_common_typo + 2 * k] = std::min(common[hows[k]], 1.5);
    }
  }

  bool other_words(const Pair& p) {
    if (p.lefts_count != 1 || p.rights_count != 1) return false;  // a blank is no pinyin
    return words_.other_pinyin((*left_.tokens)[aligned_.lefts[p.lefts_from]].word,
                               (*right_.tokens)[aligned_.rights[p.rights_from]].word);
  }

  // How long the names are, and how they begin.
  void measures() {
    View shorter = left_.letters, longer = right_.letters;
    if (longer.size() < shorter.size()) std::swap(shorter, longer);
    if (shorter.empty()) longer = View();
    if (!shorter.empty()) {
      bool begins = longer.substr(0, shorter.size()) == shorter;
      f_[W_begins] = begins && shorter.size() >= 4;
      f_[W_begins_cut] = begins && cut_ && shorter.size() >= limits.cut_name;
      f_[W_first] = left_.first == right_.first;
    }
    f_[W_size] = std::min(double(shorter.size()) / 20, 2.0);
    f_[W_tiny] = shorter.size() < limits.short_name;
    f_[W_count] = double(std::min(left_.kept, right_.kept)) / 5;
  }

  void letters(const Model& model) {
    View one = left_.letters, other = right_.letters;
    if (one.empty() || other.empty()) return;
    double alike = levenshtein_likeness(one, other);
    f_[W_letters] = alike;
    f_[W_letters_80] = over(alike - 0.8);
    f_[W_letters_90] = over(alike - 0.9);
    if (model.weights[W_winkler] != 0) f_[W_winkler] = jaro_winkler(one, other);
    words_.sound_of(one, heard_one_);
    words_.sound_of(other, heard_other_);
    double heard = levenshtein_likeness(heard_one_, heard_other_);
    f_[W_sounds] = heard;
    f_[W_sounds_80] = over(heard - 0.8);
  }

  void forms() {
    auto &one = forms_one_, &other = forms_other_;
    one.clear();
    other.clear();
    for (auto& t : *left_.tokens)
      if (t.kind == FORM) one.push_back(t.word);
    for (auto& t : *right_.tokens)
      if (t.kind == FORM) other.push_back(t.word);
    bool meet = false;
    auto within = [](const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
      for (uint32_t w : a)
        if (std::find(b.begin(), b.end(), w) == b.end()) return false;
      return true;
    };
    for (uint32_t w : one) meet |= std::find(other.begin(), other.end(), w) != other.end();
    bool same = within(one, other) && within(other, one);
    f_[W_form_same] = !one.empty() && same;
    f_[W_form_missing] = one.empty() != other.empty();
    f_[W_form_differs] = !one.empty() && !other.empty() && !meet;
    f_[W_address] = std::max(left_.like, right_.like);
  }

  double plain(const Key& one, const Key& other, double least) {
    compare(one.tokens, one.length, other.tokens, other.length, false);
    std::fill(f_, f_ + WORD_COUNT, 0.0);
    weights_and_forms();
    if (least > 0 && bounded(at_most(words_model), false) < least) return 0;
    spelling(words_model);
    return bounded(words_model.score(f_), false);
  }

  // The score if what is not known yet, how alike the letters are, spoke for it as loud as it can.
  double at_most(const Model& model) {
    double held[WORD_COUNT];
    std::copy(f_, f_ + WORD_COUNT, held);
    auto speak = [&](WordFeature feature, double most) {
      if (model.weights[feature] > 0) f_[feature] = most;
    };
    double longer = double(std::max(left_.letters.size(), right_.letters.size()));
    double shorter = double(std::min(left_.letters.size(), right_.letters.size()));
    double alike = longer > 0 ? shorter / longer : 0.0;
    if (shorter > 0) {
      speak(W_letters, alike);
      speak(W_letters_80, over(alike - 0.8));
      speak(W_letters_90, over(alike - 0.9));
      speak(W_winkler, 1);
      speak(W_sounds, 1);
      speak(W_sounds_80, 0.2);
    }
    if (!aligned_.left.empty() && !aligned_.right.empty()) speak(W_rest_sounds, 1);
    double found = model.score(f_);
    std::copy(held, held + WORD_COUNT, f_);
    return found;
  }

  double bounded(double score, bool reads) {
    if (f_[W_read_whole] != 0) return std::max(score, limits.read_whole);
    if (f_[W_no_brand] == 0) {
      bool part = score > limits.lead && f_[W_least_covered] < limits.part;
      double found = part ? limits.lead + (score - limits.lead) / 2 : score;
      return std::max(found, only_place_left() ? limits.left_out : names_a_unit() ? limits.unit : 0.0);
    }
    if (names_a_unit()) return std::max(score * limits.not_telling, limits.unit);
    double read = reads ? f_[W_read] : 0.0;
    if (f_[W_least_covered] >= limits.nearly_all || read >= limits.telling_read) return score;
    double told = std::max(f_[W_brand_heard], f_[W_brand_meant]);
    return told >= limits.telling_sound ? score : score * limits.not_telling;
  }

  // True where every word is met as it stands, but that one name has a place more.
  bool only_place_left() const {
    return f_[W_extra_place] > 0 && f_[W_brand] >= 1 && !other_brand() && f_[W_extra_trade] == 0 &&
           f_[W_extra_number] == 0;
  }

  // True where one name begins with the whole other one and goes on as names of units do.
  bool names_a_unit() const {
    if (f_[W_begins] == 0 || other_brand()) return false;
    return (f_[W_extra_number] > 0 && f_[W_brand] >= 1) || f_[W_count] >= limits.whole_name;
  }

  bool other_brand() const {
    for (int kind = 0; kind < 5; ++kind)
      if (f_[W_differ_brand + 2 * kind] != 0) return true;
    return f_[W_extra_brand] != 0 || f_[W_extra_letters] != 0 || f_[W_brand_loss] != 0;
  }

  static void only_letters(View text, Str& out) {
    out.clear();
    for (char32_t c : text)
      if (c >= U'a' && c <= U'z') out += c;
  }

  double decoded(const Key& read, const Key& plain) {
    Str letters;
    only_letters(plain.letters, letters);
    std::pair<View, View> readings[] = {{View(), letters}};
    across_features(read.decoded, plain, readings, 1);
    return bounded(across_model.score(f_), true);
  }

  double across(const Key& chinese, const Key& latin) {
    Tokens tokens = chinese.han->english;
    for (auto& t : chinese.tokens)
      if (t.kind == NUMBER) tokens.push_back(t);
    Str letters;
    only_letters(latin.letters, letters);
    std::pair<View, View> readings[] = {{chinese.han->whole, letters},
                                        {chinese.han->bare, latin.pinyin}};
    auto telling = across_features(tokens, latin, readings, 2);
    f_[W_brand_meant] = meant(*chinese.han, telling);
    if (called(*chinese.han, telling)) {
      f_[W_brand_called] = 1;
      f_[W_differ_brand] = over(f_[W_differ_brand] - 1);
    }
    bool spelled = false;
    for (auto& initials : chinese.han->initials)
      for (View word : telling) spelled |= word == initials;
    f_[W_brand_spelled] = spelled;
    return bounded(across_model.score(f_), true);
  }

  // The features of a translated name; returns the telling words of the other one.
  std::vector<View> across_features(const Tokens& tokens, const Key& latin,
                                    const std::pair<View, View>* readings, size_t count) {
    compare(tokens, 0, latin.tokens, latin.length, true);
    word_features(across_model);
    f_[W_form_same] = f_[W_form_missing] = f_[W_form_differs] = 0;
    std::vector<View> telling = telling_words();
    double alike = 0;
    bool whole = false;
    for (size_t k = 0; k < count; ++k) {
      auto [one, other] = readings[k];
      if (!one.empty()) alike = std::max(alike, levenshtein_likeness(one, other));
      whole |= one == other && one.size() >= limits.shortest_read;
    }
    View letters = readings[0].second;
    std::vector<View> brands;
    Str brand;
    for (auto& t : tokens)
      if (t.kind == BRAND) {
        brands.push_back(text(t));
        brand += text(t);
      }
    f_[W_read] = alike;
    f_[W_read_80] = over(alike - 0.8);
    f_[W_brand_in] = brand.size() >= 3 && letters.find(brand) != View::npos;
    f_[W_has_brand] = !brand.empty();
    double other = other_pinyin(brand, telling);
    f_[W_other_pinyin] = other;
    if (!brand.empty()) {
      if (across_model.weights[W_brand_part] != 0) f_[W_brand_part] = partial(brand, letters) * (1 - other);
      for (View word : telling)
        if (other == 0 && word[0] == brands.back()[0]) f_[W_brand_initial] = 1;
      if (other == 0 && !telling.empty()) {
        Str joined;
        for (View word : telling) joined += word;
        f_[W_brand_letters] = levenshtein_likeness(brand, joined);
        f_[W_brand_letters_80] = over(f_[W_brand_letters] - 0.8);
      }
    }
    f_[W_brand_heard] = heard(brands, telling);
    f_[W_read_whole] = whole;
    return telling;
  }

  double partial(View one, View other) {
    if (std::min(one.size(), other.size()) <= 64) return partial_likeness(one, other);
    PyObject* found = PyObject_CallFunction(python_partial, "NN", to_python(one), to_python(other));
    if (!found) throw PythonError();
    double value = PyFloat_AsDouble(found) / 100;
    Py_DECREF(found);
    return value;
  }

  std::vector<View> telling_words() {
    std::vector<uint32_t> met;
    const Tokens& right = *right_.tokens;
    for (auto& p : aligned_.pairs)
      if (p.kind == BRAND)
        for (uint32_t k = 0; k < p.rights_count; ++k)
          met.push_back(right[aligned_.rights[p.rights_from + k]].word);
    std::vector<View> found;
    size_t at = 0;
    for (size_t i = 0; i < right.size(); ++i) {
      while (at < aligned_.right.size() && aligned_.right[at] < i) ++at;
      bool free = at < aligned_.right.size() && aligned_.right[at] == i;
      if (right[i].kind == FORM || right[i].kind == STOP) continue;
      if (free || std::find(met.begin(), met.end(), right[i].word) != met.end())
        found.push_back(text(right[i]));
    }
    return found;
  }

  // How much the words that are pinyin are other syllables than those of the brand, 0..1.
  double other_pinyin(View brand, const std::vector<View>& words) {
    const Pinyin& pinyin = words_.tables.pinyin;
    Syllables mine, theirs;
    pinyin.part(brand, mine);
    if (mine.empty()) return 0;
    double least = 2;
    std::vector<uint16_t> before, now;
    for (View word : words) {
      pinyin.part(word, theirs);
      if (theirs.size() < 2) continue;
      before.assign(mine.size() + 1, 0);
      for (uint16_t syllable : theirs) {
        now.assign(1, 0);
        for (size_t k = 0; k < mine.size(); ++k) {
          uint16_t met = pinyin.same(syllable, mine[k]) ? uint16_t(before[k] + 1) : uint16_t(0);
          now.push_back(std::max({met, before[k + 1], now[k]}));
        }
        before.swap(now);
      }
      least = std::min(least, 1 - double(before.back()) / double(theirs.size()));
    }
    return least > 1 ? 0.0 : least;
  }

  static bool called(const HanName& name, const std::vector<View>& words) {
    auto has = [&](View word) {
      return std::binary_search(name.compounds.begin(), name.compounds.end(), word,
                                [](View a, View b) { return a < b; });
    };
    for (size_t i = 0; i < words.size(); ++i) {
      if (has(words[i])) return true;
      if (i + 1 < words.size() && has(Str(words[i]) + Str(words[i + 1]))) return true;
    }
    return false;
  }

  double heard(const std::vector<View>& brands, const std::vector<View>& words) {
    if (brands.empty()) return 0;
    std::vector<Str> called(words.begin(), words.end());
    for (size_t i = 0; i + 1 < words.size(); ++i) called.push_back(Str(words[i]) + Str(words[i + 1]));
    std::vector<Str> sounds(called.size());
    std::vector<Syllables> syllables(called.size());
    for (size_t i = 0; i < called.size(); ++i) {
      words_.sound_of(called[i], sounds[i]);
      words_.tables.pinyin.part(called[i], syllables[i]);
    }
    double total = 0, met = 0;
    Str mine;
    Syllables spelled;
    for (View brand : brands) {
      words_.sound_of(brand, mine);
      total += double(brand.size());
      if (mine.size() < 3) continue;
      words_.tables.pinyin.part(brand, spelled);
      double near = 0;
      for (size_t i = 0; i < sounds.size(); ++i)
        if (!words_.tables.pinyin.other(spelled, syllables[i]))
          near = std::max(near, indel_likeness(mine, sounds[i]));
      met += double(brand.size()) * near;
    }
    return total != 0 ? met / total : 0.0;
  }

  double meant(const HanName& name, const std::vector<View>& words) {
    double met = 0;
    for (auto& ways : name.meanings) {
      bool stands = false, within = false;
      for (auto& way : ways)
        for (View word : words) {
          stands |= word == way;
          within |= way.size() > limits.short_meaning && word.find(way) != View::npos;
        }
      met += stands ? 1 : within ? limits.within : 0;
    }
    return name.meanings.empty() ? 0.0 : met / double(name.meanings.size());
  }
};

}  // namespace kernel
