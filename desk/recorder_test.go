package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"lianzhan/station"
)

// recorder keeps records in memory by the same rules a store follows: all edits of a write or none, and a revision
// that moved on refuses.
type recorder struct {
	t       *testing.T
	records map[station.Ref]station.Record
	files   map[string][]byte
	seq     uint64
	ids     int
}

func newRecorder(t *testing.T) *recorder {
	return &recorder{t: t, records: map[station.Ref]station.Record{}, files: map[string][]byte{}}
}

func (m *recorder) View(fn func(station.Reader) error) error { return fn(m) }
func (m *recorder) Seq() uint64                              { return m.seq }

func (m *recorder) Record(kind station.Kind, id string) (station.Record, error) {
	r, ok := m.records[station.Ref{Kind: kind, ID: id}]
	if !ok {
		return r, station.NotFound("record_not_found", "没有找到。")
	}
	return r, nil
}

func (m *recorder) Records(kind station.Kind) ([]station.Record, error) {
	var all []station.Record
	for ref, r := range m.records {
		if ref.Kind == kind && !r.Deleted() {
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b station.Record) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

func (m *recorder) Write(_ context.Context, actor string, edits ...station.Edit) (uint64, error) {
	next := maps.Clone(m.records)
	for _, e := range edits {
		ref := station.Ref{Kind: e.Kind, ID: e.ID}
		if e.Base != "" && m.records[ref].Revision != e.Base {
			return 0, station.Conflict("base_moved", "已经被别人改过。")
		}
		m.seq++
		after, err := next[ref].Apply(station.Change{Header: station.Header{Origin: "box/1", Ctr: m.seq,
			HLC: station.HLC(m.seq), Kind: e.Kind, ID: e.ID, Op: e.Op, Actor: actor}, Body: e.Fields})
		if err != nil {
			return 0, err
		}
		next[ref] = after
	}
	m.records = next
	return m.seq, nil
}

func (m *recorder) AddFile(r io.Reader) (string, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	m.files[hash] = data
	return hash, nil
}

func (m *recorder) fresh(today station.Date) Fresh {
	return Fresh{Today: today,
		ID: func() string { m.ids++; return fmt.Sprintf("id-%04d", m.ids) },
		Code: func() string {
			m.ids++
			return station.CodeFrom([5]byte{1, 2, 3, byte(m.ids >> 8), byte(m.ids)})
		}}
}

const today = station.Date("2026-11-21")

// take imports a file on a day and fails the test when the file is not read.
func (m *recorder) take(name string, data []byte, day station.Date) Report {
	m.t.Helper()
	report, err := Import(context.Background(), m, File{Name: name, Data: data},
		ImportOptions{Actor: "officer:1", Fresh: m.fresh(day)})
	if err != nil {
		m.t.Fatalf("import %s: %v", name, err)
	}
	return report
}

func (m *recorder) deputies() []station.Deputy {
	all, err := station.All[station.Deputy](m, station.KindDeputy)
	if err != nil {
		m.t.Fatal(err)
	}
	slices.SortStableFunc(all, func(a, b station.Deputy) int { return a.Order - b.Order })
	return all
}

func (m *recorder) deputy(name string) station.Deputy {
	m.t.Helper()
	for _, d := range m.deputies() {
		if d.Name == name {
			return d
		}
	}
	m.t.Fatalf("no deputy %s", name)
	return station.Deputy{}
}

func (m *recorder) stations() []station.Station {
	all, err := station.All[station.Station](m, station.KindStation)
	if err != nil {
		m.t.Fatal(err)
	}
	return all
}

// set edits a record the way somebody else would.
func (m *recorder) set(kind station.Kind, id string, fields map[string]string) {
	m.t.Helper()
	body, err := json.Marshal(fields)
	if err != nil {
		m.t.Fatal(err)
	}
	if _, err := m.Write(context.Background(), "officer:2", station.Edit{Kind: kind, ID: id, Op: station.OpPut, Fields: body}); err != nil {
		m.t.Fatal(err)
	}
}
