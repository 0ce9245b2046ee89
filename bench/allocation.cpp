// Applicant-proposing deferred acceptance in C++, which bench/allocation.ts compares its kernel with.
//
//   allocation FILE same|plain REPETITIONS
//
// "same" is the algorithm of packages/core/allocation/kernel/deferred-acceptance.ts, step by step;
// "plain" lets one applicant after the other ask (McVitie & Wilson 1971), with the library's
// priority queues. FILE holds 32-bit integers of this machine: schools, applicants, wishes; seats by
// school; where each applicant's list starts, and the end of the last; school by wish; standing by
// wish. Prints for each repetition a checksum of the wishes met and the nanoseconds of the algorithm
// alone.
#include <algorithm>
#include <chrono>
#include <climits>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <string>
#include <vector>

using Numbers = std::vector<int32_t>;

struct Market {
  Numbers seats, listStart, listSchool, standing;
};

struct Held {
  int32_t standing, who;
  bool operator<(const Held& other) const { return standing < other.standing; }
};

namespace same {

struct School {
  int32_t base, size, room, limit;
};

const uint8_t LAST = 1, MET = 2;

struct Hall {
  const Market& market;
  std::vector<School> schools;
  std::vector<Held> heaps;
  std::vector<uint8_t> marks;
};

static void sink(Held* heap, int32_t size, int32_t hole, Held held) {
  for (int32_t child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
    if (child + 1 < size && heap[child].standing < heap[child + 1].standing) child += 1;
    if (heap[child].standing <= held.standing) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = held;
}

static Hall openHall(const Market& market) {
  Numbers rooms = market.seats;
  int64_t all = 0;
  for (int32_t seats : market.seats) all += seats;
  if (all > static_cast<int64_t>(market.listSchool.size())) {
    Numbers wishes(rooms.size());
    for (int32_t school : market.listSchool) wishes[school] += 1;
    for (size_t school = 0; school < rooms.size(); school += 1) {
      rooms[school] = std::min(rooms[school], wishes[school]);
    }
  }
  std::vector<School> schools(market.seats.size());
  int32_t base = 0;
  for (size_t school = 0; school < schools.size(); school += 1) {
    int32_t room = rooms[school];
    schools[school] = {base, 0, room, room == 0 ? -1 : INT32_MAX};
    base += room;
  }
  return {market, schools, std::vector<Held>(base), std::vector<uint8_t>(market.listSchool.size())};
}

// Asks from the wish on; gives the wish sent away for the one that is taken, or -1.
static inline int32_t ask(Hall& hall, int32_t wish) {
  for (;; wish += 1) {
    School& school = hall.schools[hall.market.listSchool[wish]];
    int32_t own = hall.market.standing[wish];
    if (own > school.limit) {
      if (hall.marks[wish] & LAST) return -1;
      continue;
    }
    Held* heap = hall.heaps.data() + school.base;
    int32_t sentAway = -1;
    if (school.size < school.room) {
      heap[school.size] = {own, wish};
      school.size += 1;
      if (school.size < school.room) return -1;
      for (int32_t hole = school.room / 2 - 1; hole >= 0; hole -= 1) {
        sink(heap, school.room, hole, heap[hole]);
      }
    } else {
      sentAway = heap[0].who;
      sink(heap, school.room, 0, {own, wish});
    }
    school.limit = heap[0].standing;
    return sentAway;
  }
}

static Numbers deferredAcceptance(const Market& market) {
  Hall hall = openHall(market);
  int32_t applicants = static_cast<int32_t>(market.listStart.size()) - 1;
  Numbers asking(applicants);
  int32_t count = 0;
  for (int32_t applicant = 0; applicant < applicants; applicant += 1) {
    int32_t start = market.listStart[applicant], end = market.listStart[applicant + 1];
    if (start == end) continue;
    hall.marks[end - 1] = LAST;
    asking[count++] = start;
  }
  while (count > 0) {
    int32_t put = 0;
    for (int32_t turn = 0; turn < count; turn += 1) {
      int32_t sentAway = ask(hall, asking[turn]);
      if (sentAway >= 0 && !(hall.marks[sentAway] & LAST)) asking[put++] = sentAway + 1;
    }
    count = put;
  }
  for (const School& school : hall.schools) {
    for (int32_t at = 0; at < school.size; at += 1) {
      hall.marks[hall.heaps[school.base + at].who] = MET;
    }
  }
  Numbers given(applicants, -1);
  for (int32_t applicant = 0; applicant < applicants; applicant += 1) {
    int32_t wish = market.listStart[applicant], end = market.listStart[applicant + 1];
    while (wish < end && hall.marks[wish] != MET) wish += 1;
    if (wish < end) given[applicant] = wish;
  }
  return given;
}

}  // namespace same

namespace plain {

static Numbers deferredAcceptance(const Market& market) {
  std::vector<std::priority_queue<Held>> held(market.seats.size());
  int32_t applicants = static_cast<int32_t>(market.listStart.size()) - 1;
  Numbers next(market.listStart.begin(), market.listStart.end() - 1);
  Numbers given(applicants, -1);
  for (int32_t first = 0; first < applicants; first += 1) {
    int32_t applicant = first;
    while (applicant != -1 && next[applicant] < market.listStart[applicant + 1]) {
      int32_t wish = next[applicant]++;
      int32_t school = market.listSchool[wish];
      std::priority_queue<Held>& there = held[school];
      Held own = {market.standing[wish], applicant};
      if (static_cast<int32_t>(there.size()) < market.seats[school]) {
        there.push(own);
        given[applicant] = wish;
        applicant = -1;
      } else if (!there.empty() && own < there.top()) {
        int32_t sentAway = there.top().who;
        there.pop();
        there.push(own);
        given[applicant] = wish;
        given[sentAway] = -1;
        applicant = sentAway;
      }
    }
  }
  return given;
}

}  // namespace plain

static Numbers readNumbers(FILE* file, size_t count) {
  Numbers numbers(count);
  if (fread(numbers.data(), sizeof(int32_t), count, file) != count) {
    fprintf(stderr, "the file ends too early\n");
    exit(1);
  }
  return numbers;
}

int main(int count, char** words) {
  if (count != 4) return 2;
  FILE* file = fopen(words[1], "rb");
  if (file == nullptr) return 2;
  Numbers sizes = readNumbers(file, 3);
  Market market;
  market.seats = readNumbers(file, sizes[0]);
  market.listStart = readNumbers(file, sizes[1] + 1);
  market.listSchool = readNumbers(file, sizes[2]);
  market.standing = readNumbers(file, sizes[2]);
  fclose(file);
  bool isSame = std::string(words[2]) == "same";
  for (int left = atoi(words[3]); left > 0; left -= 1) {
    auto start = std::chrono::steady_clock::now();
    Numbers given =
        isSame ? same::deferredAcceptance(market) : plain::deferredAcceptance(market);
    auto end = std::chrono::steady_clock::now();
    uint32_t checksum = 2166136261u;
    for (int32_t wish : given) checksum = (checksum ^ static_cast<uint32_t>(wish)) * 16777619u;
    long long nanoseconds =
        std::chrono::duration_cast<std::chrono::nanoseconds>(end - start).count();
    printf("%u %lld\n", checksum, nanoseconds);
  }
}
