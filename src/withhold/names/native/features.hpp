// The features of two names and the models that weigh them, in the order in which Python adds them up.
#pragma once
#include "align.hpp"

namespace kernel {

#define WORD_FEATURES(X)                                                                        \
  X(least_covered) X(least_covered_50) X(least_covered_70) X(least_covered_85)                  \
  X(least_covered_whole) X(most_covered) X(most_covered_80) X(differ_brand) X(extra_brand)      \
  X(differ_trade) X(extra_trade) X(differ_place) X(extra_place) X(differ_number)                \
  X(extra_number) X(differ_letters) X(extra_letters) X(rest_sounds) X(brand) X(no_brand)        \
  X(trade) X(place) X(number) X(brand_loss) X(brand_other_pinyin) X(brand_typo) X(common_typo) X(brand_short)         \
  X(common_short) X(brand_sounds) X(common_sounds) X(brand_joined) X(common_joined)             \
  X(brand_synonym) X(common_synonym) X(brand_initials) X(common_initials) X(brand_cut)          \
  X(common_cut) X(letters) X(letters_80) X(letters_90) X(winkler) X(sounds) X(sounds_80)        \
  X(begins) X(begins_cut) X(first) X(size) X(tiny) X(count) X(form_same) X(form_missing)        \
  X(form_differs) X(address) X(read) X(read_80) X(brand_in) X(has_brand) X(brand_part)          \
  X(brand_heard) X(brand_initial) X(other_pinyin) X(brand_letters) X(brand_letters_80)    \
  X(read_whole) X(brand_meant) X(brand_called) X(brand_spelled)
#define HAN_FEATURES(X)                                                                         \
  X(same) X(alike) X(in_order) X(spread) X(held) X(run) X(size) X(starts) X(known)              \
  X(known_differ) X(brand) X(brand_spread) X(no_brand) X(share) X(held_share) X(share_75)       \
  X(brand_share) X(first)

#define AS_ENUM(name) W_##name,
enum WordFeature { WORD_FEATURES(AS_ENUM) WORD_COUNT };
#undef AS_ENUM
#define AS_ENUM(name) H_##name,
enum HanFeature { HAN_FEATURES(AS_ENUM) HAN_COUNT };
#undef AS_ENUM
#define AS_NAME(name) #name,
inline const char* const word_feature_names[] = {WORD_FEATURES(AS_NAME)};
inline const char* const han_feature_names[] = {HAN_FEATURES(AS_NAME)};
#undef AS_NAME

struct Model {
  double base = 0;
  std::vector<double> weights;
  double score(const double* features) const {
    double sum = 0;
    for (size_t i = 0; i < weights.size(); ++i)
      if (features[i] != 0) sum += weights[i] * features[i];
    double value = base + sum;
    value = std::max(-30.0, std::min(30.0, value));
    return 1 / (1 + std::exp(-value));
  }
};

}  // namespace kernel
