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

// tallyOf sums up the log over the records that are meant, by what each change weighs; 0 does not count.
func tallyOf(l station.Ledger, meant func(ref station.Ref) (bool, error), weigh func(station.Entry) uint64) (tally, error) {
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
				if seen, err = meant(ref); err != nil {
					return nil, err
				}
				sees[ref] = seen
			}
			if !seen || !shared(e.Class) || !travels(e.Kind) {
				continue
			}
			if weight := weigh(e); weight != 0 {
				sums[ref] += weight
			}
		}
		after = last
	}
}

// toldTo sums up what a parent tells a child: what it keeps aside it does not.
func (t *tree) toldTo(s *stand, part func(int) bool) (tally, error) {
	leaving, err := leavingFrom(t.l, s.device.ID)
	if err != nil {
		return nil, err
	}
	return tallyOf(t.l, func(ref station.Ref) (bool, error) {
		if !part(partOf(ref)) {
			return false, nil
		}
		place, err := t.l.Place(ref)
		if _, keeps := leaving[ref]; keeps || err != nil {
			return keeps, err
		}
		return t.sees(s, place)
	}, given)
}

func given(e station.Entry) uint64 {
	if e.Fault != "" {
		return 0
	}
	return worth(e)
}

// heldHere sums up what is held here, but for what the parent keeps aside and what was taken out. What this box cannot apply
// it has all the same; what it judged should not be applied weighs otherwise, so that the parent's word is heard.
func heldHere(l station.Ledger, part func(int) bool) (tally, error) {
	refused := map[string]bool{}
	err := l.Notes(noteRefused, func(key string, code []byte) bool {
		refused[key[len(noteRefused):]] = string(code) != CodeBody // of that it wants the words
		return true
	})
	if err != nil {
		return nil, err
	}
	return tallyOf(l, func(ref station.Ref) (bool, error) {
		if !part(partOf(ref)) {
			return false, nil
		}
		place, err := l.Place(ref)
		if err != nil || place != "" {
			return err == nil, err
		}
		history, err := l.History(ref) // nothing, when it was taken out
		return len(history) > 0, err
	}, func(e station.Entry) uint64 {
		switch {
		case refused[lineKey("", e.Chain(), e.Ctr)]:
			return 0
		case e.Fault == CodeScope, e.Fault == CodeKind, e.Fault == CodeDeviceRevoked, e.Fault == CodeUnknownDevice:
			return ^worth(e) // otherwise, and so that two of a record do not make up for each other
		}
		return worth(e)
	})
}

func every(int) bool { return true }

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
