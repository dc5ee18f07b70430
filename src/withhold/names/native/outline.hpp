// A name as the bound of a score looks at it: flat, so that one look at memory brings it all.
#pragma once
#include "keys.hpp"

namespace kernel {

// One word of a name that may be answered. Where a field holds only a part of what it stands for, two
// that are equal may differ, and never the other way round.
struct Item {
  uint32_t word, way, letters, hash;  // `letters`: a bit for each letter it has; `hash`: of its text
  uint32_t heard_letters;             // the same of the word as it sounds; 0: no brand
  float weight, surely;               // and what of the weight is left over where nothing answers it
  uint16_t first, second;
  uint8_t size, place, kind, heard;   // `heard`: how it sounds at first
  uint8_t heard_size;
  bool digits, several;               // `several`: it may be written in more than one other way
};

struct Outline {
  static constexpr size_t LETTERS = 32, MOST_ITEMS = 24, MOST_LETTERS = 255;
  const Key* key;
  uint64_t folded;                // the folded name as one number
  uint64_t begins;                // and its first words; 0: it has fewer
  uint8_t bag[LETTERS];           // how often it has each letter
  uint32_t initials, told_initials;
  uint16_t length, kept;
  uint8_t initials_size, told_initials_size, last;
  uint8_t items, forms, letters;  // so many of each stand behind this
  bool may_be_address, only_words, fits;

  const Item* item() const { return reinterpret_cast<const Item*>(this + 1); }
  const uint32_t* form() const { return reinterpret_cast<const uint32_t*>(item() + items); }
  const uint8_t* letter() const { return reinterpret_cast<const uint8_t*>(form() + forms); }
};

// Outlines one behind the other, in blocks that stay where they are.
class OutlineStore {
 public:
  explicit OutlineStore(size_t block) : block_(block) {}
  Outline* place(size_t items, size_t forms, size_t letters) {
    size_t size = sizeof(Outline) + items * sizeof(Item) + forms * sizeof(uint32_t) + letters;
    size = (size + 63) / 64 * 8;
    if (size > left_) {
      left_ = std::max(block_, size);
      blocks_.push_back(std::make_unique<uint64_t[]>(left_));
      next_ = blocks_.back().get();
    }
    Outline* made = reinterpret_cast<Outline*>(next_);
    next_ += size;
    left_ -= size;
    return made;
  }
  void clear() {
    if (blocks_.size() == 1) {  // the same room again
      left_ += size_t(next_ - blocks_[0].get());
      next_ = blocks_[0].get();
      return;
    }
    blocks_.clear();
    left_ = 0;
  }

 private:
  size_t block_;
  std::vector<std::unique_ptr<uint64_t[]>> blocks_;
  uint64_t* next_ = nullptr;
  size_t left_ = 0;
};

}  // namespace kernel
