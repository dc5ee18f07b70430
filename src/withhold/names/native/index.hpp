// The index of listed names made: each row kept under its rarest terms.
#pragma once
#include "layout.hpp"

namespace kernel {

class Builder {
 public:
  Builder(Keys& keys, const SearchRules& rules) : keys_(keys), rules_(rules) {}

  void add(View name) {
    keys_.make(name, key_);
    to_bytes(name.substr(0, keys_.words.tables.longest_name), name_text_);
    name_off_.push_back(name_text_.size());
    uint32_t number = uint32_t(name_off_.size() - 2);
    bool weighs = false;
    for (auto& t : key_.tokens) weighs |= t.weight != 0;
    beginning_.clear();
    if (size_t(std::count(key_.folded.begin(), key_.folded.end(), U' ')) >= rules_.beginning)
      beginning_term(key_.folded, rules_.beginning, beginning_);
    if (weighs) word_row(number, key_.tokens, !key_.has_han());
    if (!key_.has_han()) return;
    const HanName& han = *key_.han;
    start_row(number);
    each_pair(han.han, seen_, [&](View pair) { part(term(pair)); });
    end_row(wanted(1000 * std::max<size_t>(1, han.han.size() - 1)), NO_TERM);
    beginning_.clear();
    word_row(number, han.english, false);
    if (han.bare.size() >= rules_.shortest_reading) {
      start_row(number);
      each_end(han.bare, rules_.ends, room_, [&](View end) { part(term(end)); });
      end_row(1000, NO_TERM);
    }
  }

  // The whole index, put where `room` says when it is told how many bytes that takes.
  template <class Room>
  void finish(const std::vector<uint32_t>& entity, const std::vector<uint32_t>& rank,
              const uint8_t* digest, Room room) {
    keys_.forget();
    post();
    spell();
    Header header{};
    header.magic = MAGIC;
    header.names = name_off_.size() - 1;
    header.rows = row_number_.size();
    header.terms = term_hash_.size();
    std::memcpy(header.digest, digest, 32);
    std::vector<uint32_t> entities = entity, ranks = rank;
    size_t size = sizeof(Header);
    each_section(entities, ranks, [&](Section section, auto& values) {
      size = padded(size, 4 * RECORD);
      header.start[section] = size;
      header.count[section] = values.size();
      size += bytes(values);
    });
    header.size = padded(size, 16);
    uint8_t* out = room(header.size);
    size = sizeof(Header);
    auto fill = [&](size_t to) {
      std::memset(out + size, 0, to - size);
      size = to;
    };
    each_section(entities, ranks, [&](Section section, auto& values) {
      fill(header.start[section]);
      if (!values.empty()) std::memcpy(out + size, values.data(), bytes(values));
      size += bytes(values);
      release(values);  // so that memory is not needed twice
    });
    fill(header.size);
    header.checksum = checksum_of(out + sizeof(Header), header.size - sizeof(Header));
    std::memcpy(out, &header, sizeof(Header));
  }

 private:
  Keys& keys_;
  const SearchRules& rules_;
  Key key_;
  Str room_, whole_, ascii_, beginning_;
  std::vector<View> seen_;
  std::vector<uint64_t> name_off_{0};
  std::vector<uint8_t> name_text_;
  std::vector<uint32_t> row_number_, row_wanted_, row_off_{0}, row_terms_, part_off_{0}, whole_term_, begin_term_;
  std::vector<Part> parts_;
  std::vector<uint32_t> records_;
  std::vector<Sounds> sounds_;
  std::vector<uint64_t> term_hash_;
  std::vector<uint32_t> slots_, term_off_{0}, counts_, term_sounds_;
  std::vector<uint8_t> term_text_;
  std::vector<uint32_t> post_off_, short_off_, long_off_;
  std::vector<Post> posts_;
  std::vector<Alone> alone_;  // beside each
  std::vector<Entry> short_, long_;

  template <class Each>
  void each_section(std::vector<uint32_t>& entities, std::vector<uint32_t>& ranks, Each each) {
    each(NAME_OFF, name_off_);
    each(NAME_TEXT, name_text_);
    each(ENTITY, entities);
    each(RANK, ranks);
    each(ROWS, records_);
    each(SOUNDS_OF, sounds_);
    each(TERM_HASH, term_hash_);
    each(TERM_SLOTS, slots_);
    each(TERM_OFF, term_off_);
    each(TERM_TEXT, term_text_);
    each(POST_OFF, post_off_);
    each(POSTS, posts_);
    each(POST_ALONE, alone_);
    each(SHORT_OFF, short_off_);
    each(SHORT_ENTRIES, short_);
    each(LONG_OFF, long_off_);
    each(LONG_ENTRIES, long_);
  }
  template <class V>
  static size_t bytes(const std::vector<V>& values) {
    return values.size() * sizeof(V);
  }
  static size_t padded(size_t size, size_t to) { return (size + to - 1) / to * to; }

  // True for a term that so many rows have that it tells little.
  bool is_common(uint32_t term) const { return counts_[term] > rules_.common; }

  uint32_t wanted(size_t weight) const {
    return uint32_t((rules_.share * weight + rules_.share_of - 1) / rules_.share_of);
  }

  uint32_t term(View text) {
    uint64_t h = hash_of(text);
    if ((term_hash_.size() + 1) * 2 > slots_.size()) {
      slots_.assign(slots_.empty() ? 1024 : slots_.size() * 2, NO_TERM);
      for (size_t i = 0; i < term_hash_.size(); ++i) {
        size_t at = term_hash_[i] & (slots_.size() - 1);
        while (slots_[at] != NO_TERM) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = uint32_t(i);
      }
    }
    size_t mask = slots_.size() - 1, at = h & mask;
    for (; slots_[at] != NO_TERM; at = (at + 1) & mask)
      if (term_hash_[slots_[at]] == h) return slots_[at];
    slots_[at] = uint32_t(term_hash_.size());
    term_hash_.push_back(h);
    bool word = text.empty() || text[0] != NO_WORD;
    if (word && text.size() <= rules_.longest) to_bytes(text, term_text_);
    term_off_.push_back(uint32_t(term_text_.size()));
    counts_.push_back(0);
    term_sounds_.push_back(NO_TERM);
    return slots_[at];
  }

  void start_row(uint32_t number) { row_number_.push_back(number); }
  void part(uint32_t only) {
    row_terms_.push_back(only);
    parts_.push_back({uint32_t(row_terms_.size() - row_off_.back()), 1000, NO_TERM});
  }
  void end_row(uint32_t wanted, uint32_t whole, uint32_t begins = NO_TERM) {
    if (begins != NO_TERM) row_terms_.push_back(begins);
    if (whole != NO_TERM) row_terms_.push_back(whole);
    uint32_t from = row_off_.back();
    for (uint32_t k = from; k < row_terms_.size(); ++k)
      if (std::find(row_terms_.begin() + from, row_terms_.begin() + k, row_terms_[k]) ==
          row_terms_.begin() + k)
        ++counts_[row_terms_[k]];
    row_wanted_.push_back(wanted);
    whole_term_.push_back(whole);
    begin_term_.push_back(begins);
    row_off_.push_back(uint32_t(row_terms_.size()));
    part_off_.push_back(uint32_t(parts_.size()));
  }

  void word_row(uint32_t number, const Tokens& tokens, bool plain) {
    start_row(plain ? number | PLAIN : number);
    words_.clear();
    for (auto& t : tokens) {
      if (t.weight == 0) continue;
      bool held = false;
      for (auto& other : words_)
        if (other->word == t.word) {
          other = &t;  // the last of its kind, in the place of the first
          held = true;
        }
      if (!held) words_.push_back(&t);
    }
    uint32_t weight = 0;
    whole_.clear();
    for (auto* t : words_) {
      View text = keys_.words.at(t->word).text;
      whole_ += text;
      weight += thousandths(t->weight);
      uint32_t first = term(text);
      row_terms_.push_back(first);
      std::vector<Str> ways;
      if (t->ways)
        for (uint32_t way : *t->ways) ways.emplace_back(keys_.words.at(way).text);
      else if (t->way != t->word)
        ways.emplace_back(keys_.words.at(t->way).text);
      std::sort(ways.begin(), ways.end());
      for (auto& way : ways)
        if (way != text) row_terms_.push_back(term(way));
      bool tells = t->kind == BRAND || t->kind == LETTERS;
      parts_.push_back({uint32_t(row_terms_.size() - row_off_.back()), thousandths(t->weight),
                        tells ? sounds_of(t->word, first) : NO_TERM});
    }
    uint32_t begins = beginning_.empty() ? NO_TERM : term(beginning_);
    end_row(wanted(weight), whole_.empty() ? NO_TERM : term(View(whole_).substr(0, rules_.longest)), begins);
  }
  std::vector<const Token*> words_;

  uint32_t sounds_of(uint32_t word, uint32_t known) {
    if (term_sounds_[known] == NO_TERM) {
      keys_.words.sound(word);
      term_sounds_[known] = uint32_t(sounds_.size());
      sounds_.push_back(keys_.words.at(word).sounds);
    }
    return term_sounds_[known];
  }

  // Keeps each row under its rarest terms, until the rest weighs too little.
  void post() {
    std::vector<uint32_t> kept, kept_off{0}, begins;
    std::vector<Sign> signs;
    std::vector<uint32_t> order;
    post_off_.assign(term_hash_.size() + 1, 0);
    for (size_t row = 0; row < row_number_.size(); ++row) {
      size_t from = kept.size();
      Sign sign;
      for (uint32_t k = row_off_[row]; k < row_off_[row + 1]; ++k) sign.add(row_terms_[k]);
      signs.push_back(sign);
      order.clear();
      uint64_t rest = 0;
      const uint32_t* terms = row_terms_.data() + row_off_[row];
      auto from_of = [&](uint32_t k) { return k == part_off_[row] ? 0u : parts_[k - 1].end; };
      for (uint32_t k = part_off_[row]; k < part_off_[row + 1]; ++k) {
        order.push_back(k);
        rest += parts_[k].weight;
      }
      std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
        return counts_[terms[from_of(a)]] < counts_[terms[from_of(b)]];
      });
      auto add = [&](uint32_t t) {
        if (std::find(kept.begin() + from, kept.end(), t) != kept.end()) return;
        kept.push_back(t);
        ++post_off_[t + 1];
      };
      for (uint32_t k : order) {
        for (uint32_t m = from_of(k); m < parts_[k].end; ++m) add(terms[m]);
        rest -= parts_[k].weight;
        if (rest < row_wanted_[row]) break;
      }
      if (begin_term_[row] != NO_TERM) add(begin_term_[row]);
      if (whole_term_[row] != NO_TERM) add(whole_term_[row]);
      begins.push_back(uint32_t(records_.size()));
      record(row);
      kept_off.push_back(uint32_t(kept.size()));
    }
    for (size_t t = 0; t < term_hash_.size(); ++t) post_off_[t + 1] += post_off_[t];
    posts_.resize(kept.size());
    alone_.resize(kept.size());
    std::vector<uint32_t> next(post_off_.begin(), post_off_.end() - 1);
    for (size_t row = 0; row < row_number_.size(); ++row)
      for (uint32_t k = kept_off[row]; k < kept_off[row + 1]; ++k) {
        uint32_t place = next[kept[k]]++;
        posts_[place] = {begins[row], row_wanted_[row], signs[row]};
        alone_[place] = alone(row, kept[k]);
      }
    release(row_terms_);
    release(parts_);
  }

  template <class V>
  static void release(std::vector<V>& values) {
    std::vector<V>().swap(values);
  }

  // What a row has left where it is met by one term alone.
  Alone alone(size_t row, uint32_t t) {
    if (!(row_number_[row] & PLAIN) || t == whole_term_[row] || t == begin_term_[row]) return {};
    Alone found{0, 0, 0, 0, 0};
    const uint32_t* terms = row_terms_.data() + row_off_[row];
    uint32_t missing = 0, lost = 0, from = 0;
    size_t met = 0;
    for (uint32_t k = part_off_[row]; k < part_off_[row + 1]; from = parts_[k++].end) {
      const Part& part = parts_[k];
      bool tells = part.sounds != NO_TERM, common = is_common(terms[from]);
      if (std::find(terms + from, terms + part.end, t) != terms + part.end) {
        ++met;
        uint32_t less = common ? part.weight - part.weight / uint32_t(rules_.common_part) : 0;
        found.met = uint16_t(less | (tells ? Alone::TELLS : 0) | (common ? Alone::COMMON : 0));
        continue;
      }
      missing += part.weight;
      if (tells) {
        lost += part.weight;
        found.sounds |= uint16_t(1u << sounds_[part.sounds].first);
      }
      if (uint32_t mark = mark_of(terms[from]); mark < 64) found.letters |= Alone::letter(mark);
    }
    if (met != 1 || missing > 0xFFFF) return {};
    found.missing = uint16_t(missing);
    found.lost = uint16_t(lost);
    return found;
  }

  uint32_t mark_of(uint32_t t) {
    from_bytes(term_text_.data() + term_off_[t], term_off_[t + 1] - term_off_[t], room_, 1);
    return letter_mark(room_);
  }

  void record(size_t row) {
    uint32_t start = row_off_[row], terms = row_off_[row + 1] - start;
    uint32_t first_part = part_off_[row], parts = part_off_[row + 1] - first_part, from = 0;
    if (!(row_number_[row] & PLAIN)) parts = 0;
    if (parts && (terms > MOST_TERMS || parts > MOST_PARTS))
      throw std::length_error("a name has too many words");
    records_.push_back(row_number_[row]);
    records_.push_back(terms | parts << 16);
    size_t marks = records_.size();
    records_.push_back(0);
    std::vector<uint32_t> firsts, others;
    for (uint32_t p = first_part; p < first_part + parts; ++p) {
      const Part& part = parts_[p];
      uint32_t first = row_terms_[start + from], mark = p - first_part;
      firsts.push_back(first);
      others.insert(others.end(), row_terms_.begin() + start + from + 1, row_terms_.begin() + start + part.end);
      from_bytes(term_text_.data() + term_off_[first], term_off_[first + 1] - term_off_[first], room_);
      bool tells = part.sounds != NO_TERM;
      uint32_t sound = tells ? sounds_[part.sounds].first : 0;
      if (mark < MARKED) records_[marks] |= uint32_t(tells) << mark | uint32_t(is_common(first)) << (MARKED + mark);
      records_.push_back(PartWord::of(part.end - from - 1, part.weight, sound, letter_mark(room_), tells,
                                      is_common(first)).bits);
      from = part.end;
    }
    records_.insert(records_.end(), firsts.begin(), firsts.end());
    records_.insert(records_.end(), others.begin(), others.end());
    for (uint32_t k = start + from; k < start + terms; ++k) records_.push_back(row_terms_[k]);
    for (uint32_t p = first_part; p < first_part + parts; ++p) records_.push_back(parts_[p].sounds);
    while (records_.size() % RECORD) records_.push_back(NO_TERM);
  }

  // Keeps words under what is left of them when they are misspelt.
  void spell() {
    auto each_term = [&](auto each) {
      for (size_t t = 0; t < term_hash_.size(); ++t) {
        size_t size = term_off_[t + 1] - term_off_[t];
        if (!size) continue;
        if (size < rules_.shortest || size > rules_.longest) continue;
        ascii_.assign(term_text_.begin() + term_off_[t], term_text_.begin() + term_off_[t + 1]);
        if (is_ascii(ascii_)) each(uint32_t(t), View(ascii_));
      }
    };
    auto short_keys = [&](auto each) {
      each_term([&](uint32_t t, View word) {
        uint32_t letters = letters_of(word);
        if (word.size() <= rules_.longest_short)
          each_deletion(word, [&](uint64_t cut) { each(cut, t, letters); });
      });
    };
    auto long_keys = [&](auto each) {
      each_term([&](uint32_t t, View word) {
        if (word.size() < rules_.shortest_long) return;
        size_t third = word.size() / 3;
        uint32_t letters = letters_of(word);
        each(piece_hash(word.substr(0, third), word.size(), 0), t, letters);
        each(piece_hash(word.substr(third, word.size() - 2 * third), word.size(), 1), t, letters);
        each(piece_hash(word.substr(word.size() - third), word.size(), 2), t, letters);
      });
    };
    bucket(short_keys, short_off_, short_);
    bucket(long_keys, long_off_, long_);
  }

  template <class Keyed>
  static void bucket(Keyed keyed, std::vector<uint32_t>& off, std::vector<Entry>& entries) {
    size_t count = 0;
    keyed([&](uint64_t, uint32_t, uint32_t) { ++count; });
    size_t buckets = 1;
    while (buckets < count) buckets *= 2;
    off.assign(buckets + 1, 0);
    keyed([&](uint64_t h, uint32_t, uint32_t) { ++off[(h & (buckets - 1)) + 1]; });
    for (size_t b = 0; b < buckets; ++b) off[b + 1] += off[b];
    entries.resize(count);
    std::vector<uint32_t> next(off.begin(), off.end() - 1);
    keyed([&](uint64_t h, uint32_t t, uint32_t letters) {
      entries[next[h & (buckets - 1)]++] = {uint32_t(h >> 32), t, letters};
    });
  }
};

}  // namespace kernel
