// The score of two Chinese names by their characters, as withhold.names.score has it.
#pragma once
#include "features.hpp"

namespace kernel {

class HanScorer {
 public:
  HanScorer(const Limits& limits, const Model& model) : limits_(limits), model_(model) {}

  double score(const HanName& left, const HanName& right) const {
    const Str &one = left.judged, &other = right.judged;
    auto set_of = [](const std::vector<Str>& known) {
      std::vector<Str> found = known;
      std::sort(found.begin(), found.end());
      found.erase(std::unique(found.begin(), found.end()), found.end());
      return found;
    };
    auto mine = set_of(left.known), theirs = set_of(right.known);
    View shorter = one, longer = other;
    if (other.size() < one.size()) std::swap(shorter, longer);
    Str brand_one = without(one, mine), brand_other = without(other, theirs);
    if (brand_other.size() < brand_one.size()) std::swap(brand_one, brand_other);
    Str told = without(shorter, shorter == one ? mine : theirs);
    if (told.empty()) told = shorter;
    size_t both = 0;
    for (auto& w : mine) both += std::binary_search(theirs.begin(), theirs.end(), w);
    double f[HAN_COUNT] = {};
    f[H_same] = one == other;
    f[H_alike] = levenshtein_likeness(one, other);
    f[H_in_order] = indel_likeness(one, other);
    f[H_spread] = spread(shorter, longer);
    f[H_held] = longer.find(shorter) != View::npos;
    f[H_run] = double(longest_run(shorter, longer)) / double(shorter.size());
    f[H_size] = double(std::min(shorter.size(), size_t(12))) / 6;
    f[H_starts] = longer.substr(0, shorter.size()) == shorter;
    f[H_known] = double(std::min(size_t(2), both));
    f[H_known_differ] = double(std::min({mine.size() - both, theirs.size() - both, size_t(2)}));
    f[H_brand] = brand_one.empty() ? 0.0 : indel_likeness(brand_one, brand_other);
    f[H_brand_spread] = !brand_one.empty() && spread(brand_one, brand_other);
    f[H_no_brand] = brand_one.empty();
    f[H_share] = share_in(shorter, longer);
    f[H_held_share] = double(shorter.size()) / double(longer.size());
    f[H_share_75] = std::max(0.0, f[H_share] - 0.75);
    f[H_brand_share] = share_in(told, longer);
    f[H_first] = shorter[0] == longer[0];
    double score = model_.score(f);
    if (f[H_no_brand] == 0 || f[H_held_share] >= limits_.nearly_all) return score;
    bool begun = f[H_starts] > 0 && f[H_size] >= 1;
    return std::max(score * limits_.not_telling, begun ? limits_.unit : 0.0);
  }

 private:
  const Limits& limits_;
  const Model& model_;

  static Str without(View text, const std::vector<Str>& known) {
    std::vector<Str> words = known;
    std::stable_sort(words.begin(), words.end(),
                     [](const Str& a, const Str& b) { return a.size() > b.size(); });
    Str found(text);
    for (auto& word : words)
      for (size_t at = 0; !word.empty() && (at = found.find(word, at)) != Str::npos;)
        found.erase(at, word.size());
    return found;
  }

  static bool spread(View shorter, View longer) {
    size_t at = 0;
    for (char32_t c : shorter) {
      while (at < longer.size() && longer[at] != c) ++at;
      if (at++ >= longer.size()) return false;
    }
    return true;
  }

  static double share_in(View shorter, View longer) {
    size_t met = 0;
    for (char32_t c : shorter) met += longer.find(c) != View::npos;
    return double(met) / double(shorter.size());
  }

  static size_t longest_run(View one, View other) {
    size_t best = 0;
    std::vector<size_t> before(other.size() + 1), now(other.size() + 1);
    for (char32_t c : one) {
      for (size_t j = 0; j < other.size(); ++j) {
        now[j + 1] = c == other[j] ? before[j] + 1 : 0;
        best = std::max(best, now[j + 1]);
      }
      before.swap(now);
    }
    return best;
  }
};

}  // namespace kernel
