package sim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"lianzhan/station"
)

// disagree folds a record in the most stupid way - all changes in order of their effective time - and says where the
// ledger's record is something else.
func disagree(r station.Record, lines []station.Entry) string {
	slices.SortStableFunc(lines, earlier)
	fields, events, erased := map[string]string{}, 0, map[station.Revision]bool{}
	place, moved := "", false
	for _, e := range lines {
		if place == "" && !moved {
			place = e.Place
		}
		switch e.Op {
		case station.OpPut:
			var put map[string]json.RawMessage
			if json.Unmarshal(e.Body, &put) != nil {
				continue
			}
			for name, value := range put {
				fields[name] = string(value)
			}
		case station.OpEvent:
			events++
		case station.OpErase:
			for _, revision := range erasedBy(e) {
				erased[revision] = true
			}
		case station.OpMove:
			var move station.Move
			if json.Unmarshal(e.Body, &move) == nil {
				place, moved = move.To, true
			}
		}
	}
	return compareFold(r, fields, events, erased, place)
}

func earlier(a, b station.Entry) int {
	switch {
	case a.Time() != b.Time():
		return int(min(max(int64(a.Time()-b.Time()), -1), 1))
	case a.Op == station.OpMove && b.Op == station.OpMove && moveTo(a) != moveTo(b):
		return strings.Compare(moveTo(a), moveTo(b)) // of two moves at one time the place decides
	case a.Chain() != b.Chain():
		return strings.Compare(a.Chain(), b.Chain())
	}
	return strings.Compare(string(a.Revision()), string(b.Revision()))
}

func moveTo(e station.Entry) string {
	var move station.Move
	_ = json.Unmarshal(e.Body, &move) // one that cannot be read leads nowhere
	return move.To
}

func compareFold(r station.Record, fields map[string]string, events int, erased map[station.Revision]bool, place string) string {
	for name, value := range fields {
		if got := string(r.Fields[name]); got != value && value != "null" {
			return fmt.Sprintf("%s is %s, the changes say %s", name, got, value)
		}
	}
	if len(r.Events) != events {
		return fmt.Sprintf("%d events, the changes say %d", len(r.Events), events)
	}
	if r.Place != place {
		return fmt.Sprintf("belongs to %s, the changes say %s", r.Place, place)
	}
	for _, e := range r.Events {
		if e.Body != nil && erased[e.Revision] {
			return fmt.Sprintf("%s was erased and is there", e.Revision)
		}
	}
	return ""
}
