package core

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"strconv"

	"lianzhan/station"
)

// parts is into how many all records are divided when two boxes compare what they hold.
const parts = 64

// tally is the sum over what is held of each record. Order, numbers and names of branches do not matter: two boxes that hold
// the same have the same.
type tally map[station.Ref]uint64

func partOf(ref station.Ref) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(refKey("", ref))) // never fails
	return int(h.Sum32() % parts)
}

// worth is what one change adds to the sum: which it is, when it happened, and whether its words are there. Those of a
// personal one are not meant to be.
func worth(e station.Entry) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(headerHash(e)))
	_, _ = h.Write(binary.BigEndian.AppendUint64(nil, uint64(e.Time())))
	if e.Class != station.Personal && e.Withheld() {
		_, _ = h.Write([]byte("bare"))
	}
	return h.Sum64()
}

// tallyOf sums up the log over the records a place of which is meant, as far as the changes count.
func tallyOf(l station.Ledger, meant func(ref station.Ref, place string) bool, counts func(station.Entry) (bool, error)) (tally, error) {
	sums, sees := tally{}, map[station.Ref]bool{}
	for after := uint64(0); ; {
		entries, last, err := l.Entries(after, pageSize)
		if err != nil || last == after {
			return sums, err
		}
		if err := station.Expect(l, entries); err != nil {
			return nil, err
		}
		for _, e := range entries {
			ref := refOf(e)
			seen, known := sees[ref]
			if !known {
				place, err := l.Place(ref)
				if err != nil {
					return nil, err
				}
				seen = place != "" && meant(ref, place)
				sees[ref] = seen
			}
			if !seen || !shared(e.Class) || !travels(e.Kind) {
				continue
			}
			if counted, err := counts(e); err != nil {
				return nil, err
			} else if counted {
				sums[ref] += worth(e)
			}
		}
		after = last
	}
}

// given counts what a parent tells: what it keeps aside it does not.
func given(e station.Entry) (bool, error) { return e.Fault == "", nil }

// heldBelow counts what a child holds, but for what the parent keeps aside. What this box keeps aside because it cannot apply
// it counts: it has it.
func heldBelow(refused map[string]bool) func(e station.Entry) (bool, error) {
	return func(e station.Entry) (bool, error) {
		switch e.Fault {
		case CodeScope, CodeKind, CodeDeviceRevoked, CodeUnknownDevice, CodeBody:
			return false, nil
		}
		return !refused[lineKey("", e.Chain(), e.Ctr)], nil
	}
}

// byPart adds up the sums of each part.
func (t tally) byPart() (sums [parts]uint64) {
	for ref, sum := range t {
		sums[partOf(ref)] += sum
	}
	return sums
}

// String is the tally as a pull carries it.
func (t tally) String() string {
	var raw []byte
	for _, sum := range t.byPart() {
		raw = binary.BigEndian.AppendUint64(raw, sum)
	}
	return hex.EncodeToString(raw)
}

// apart lists the parts in which a tally is not what a pull carried.
func (t tally) apart(said string) (differ []int) {
	raw, err := hex.DecodeString(said)
	for part, sum := range t.byPart() {
		if err != nil || len(raw) != parts*8 || binary.BigEndian.Uint64(raw[part*8:]) != sum {
			differ = append(differ, part)
		}
	}
	return differ
}

func sumText(sum uint64) string { return fmt.Sprintf("%016x", sum) }

func readSum(text string) uint64 {
	sum, _ := strconv.ParseUint(text, 16, 64)
	return sum
}
