package audit

import (
	"context"
	"slices"
	"testing"
	"time"

	"lianzhan/station"
)

// chain keeps a log the way a store does: headers chained by hash, newest asked first, a stretch at a time.
type chain struct {
	lines    []station.Line
	accounts []station.Record
	now      time.Time
	broken   error
	stretch  int // lines one call of Log looks at
}

func (l *chain) Now() station.Reading                           { return station.Reading{Time: l.now, Trust: station.TrustNTP} }
func (l *chain) View(fn func(station.Reader) error) error       { return fn(l) }
func (l *chain) Seq() uint64                                    { return uint64(len(l.lines)) }
func (l *chain) Records(station.Kind) ([]station.Record, error) { return l.accounts, nil }

func (l *chain) Record(station.Kind, string) (station.Record, error) {
	return station.Record{}, station.NotFound("account_not_found", "没有找到。")
}

func (l *chain) Write(_ context.Context, actor string, edits ...station.Edit) (uint64, error) {
	if l.broken != nil {
		return 0, l.broken
	}
	for _, e := range edits {
		l.now = l.now.Add(time.Second)
		h := station.Header{Origin: "box/1", Ctr: uint64(len(l.lines) + 1), HLC: station.HLCAt(l.now), Kind: e.Kind, ID: e.ID,
			Op: e.Op, Class: e.Class, Actor: actor, BodyHash: station.HashOf(e.Fields)}
		if n := len(l.lines); n > 0 {
			h.Prev = l.lines[n-1].Hash()
		}
		l.lines = append(l.lines, station.Line{Seq: h.Ctr, Change: station.Change{Header: h, Body: e.Fields}})
	}
	return l.Seq(), nil
}

func (l *chain) Log(before uint64, limit int, match func(station.Header) bool) (lines []station.Line, next uint64, err error) {
	if before == 0 {
		before = l.Seq() + 1
	}
	seen := 0
	for seq := before - 1; seq > 0; seq-- {
		if len(lines) == limit || seen == l.stretch {
			return lines, seq + 1, nil
		}
		seen++
		if line := l.lines[seq-1]; match(line.Header) {
			lines = append(lines, line)
		}
	}
	return lines, 0, nil
}

func (l *chain) Verify() (int, error) {
	var before *station.Header
	for i, line := range l.lines {
		if err := line.Change.Verify(before); err != nil {
			return i, err
		}
		before = &l.lines[i].Header
	}
	return len(l.lines), nil
}

func (l *chain) put(t *testing.T, actor string, kind station.Kind, id, fields string) {
	t.Helper()
	if _, err := l.Write(t.Context(), actor, station.Edit{Kind: kind, ID: id, Op: station.OpPut, Class: station.Internal,
		Fields: []byte(fields)}); err != nil {
		t.Fatal(err)
	}
}

func (l *chain) note(t *testing.T, actor string, line Line) {
	t.Helper()
	if err := Write(t.Context(), l, actor, line); err != nil {
		t.Fatal(err)
	}
}

// day is a log of two days at the desk.
func day(t *testing.T) *chain {
	fields, err := station.Differences(station.Record{}, station.Account{ID: "a1", Login: "wulixin", Name: "吴立新"})
	if err != nil {
		t.Fatal(err)
	}
	l := &chain{now: time.Date(2026, 11, 21, 9, 0, 0, 0, station.Zone), stretch: 3,
		accounts: []station.Record{{ID: "a1", Fields: fields}}}
	l.note(t, "account:a1", Line{What: SignedIn, Name: "吴立新", Address: "192.168.1.20"})
	l.put(t, "account:a1", station.KindDeputy, "d1", `{"name":"林海涵"}`)
	l.put(t, "cli:root", station.KindAccount, "a1", `{"name":"吴立新"}`)
	l.note(t, "stranger", Line{What: SignInFailed, Kind: station.KindAccount, ID: "a1", Address: "192.168.1.66", Missed: 4})
	l.now = l.now.AddDate(0, 0, 1)
	l.note(t, "account:a2", Line{What: Revealed, Name: "林海涵", Kind: station.KindMatter, ID: "m1", Detail: "contact"})
	if _, err := l.Write(t.Context(), "account:a2", station.Edit{Kind: station.KindMatter, ID: "m1", Op: station.OpEvent,
		Class: station.Personal, Fields: []byte(`{"type":"replied","data":{"text":"井盖已经装好"}}`)}); err != nil {
		t.Fatal(err)
	}
	return l
}

func whats(entries []Entry) (list []string) {
	for _, e := range entries {
		list = append(list, e.What)
	}
	slices.Reverse(list)
	return list
}
