// The index read where it lies: its sections, and its terms.
#pragma once
#include "layout.hpp"

namespace kernel {

class Mapped {
 public:
  Mapped(const uint8_t* data, size_t size) : data_(data) {
    if (size < sizeof(Header)) throw std::invalid_argument("the index file is cut short");
    std::memcpy(&head_, data, sizeof(Header));
    if (head_.magic != MAGIC || head_.size != size)
      throw std::invalid_argument("the index file is of another make or cut short");
    if (checksum_of(data + sizeof(Header), size - sizeof(Header)) != head_.checksum)
      throw std::invalid_argument("the index file is damaged");
    slot_mask_ = head_.count[TERM_SLOTS] ? head_.count[TERM_SLOTS] - 1 : 0;
  }

  const Header& header() const { return head_; }
  size_t count(Section section) const { return head_.count[section]; }

  template <class V>
  const V* at(Section section) const {
    return reinterpret_cast<const V*>(data_ + head_.start[section]);
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
  struct TermText {
    const uint8_t *first, *last;
    const uint8_t* begin() const { return first; }
    const uint8_t* end() const { return last; }
    size_t size() const { return size_t(last - first); }
  };
  TermText term_text(uint32_t t) const {
    const uint32_t* off = at<uint32_t>(TERM_OFF);
    const uint8_t* text = at<uint8_t>(TERM_TEXT);
    return {text + off[t], text + off[t + 1]};
  }

 private:
  const uint8_t* data_;
  Header head_;
  size_t slot_mask_;
};

}  // namespace kernel
