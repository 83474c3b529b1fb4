package tests

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/sync/above"
	"lianzhan/sync/stick"
)

// byStick carries a bundle from one box to another and returns what came of it there.
func byStick(t *testing.T, from, to *node, code string) stick.Bundled {
	t.Helper()
	return carried(t, bundled(t, from, to, code), to)
}

func bundled(t *testing.T, from, to *node, code string) []byte {
	t.Helper()
	var file bytes.Buffer
	var err error
	if from.root {
		_, err = from.room.Stick.ExportDown(t.Context(), &file, "v")
	} else {
		_, err = from.room.Stick.ExportUp(t.Context(), &file, code)
	}
	if err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func carried(t *testing.T, file []byte, to *node) stick.Bundled {
	t.Helper()
	done, err := to.room.Stick.Import(t.Context(), bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// tripOut enrols a village that has no line at all, on a stick, and greets once.
func tripOut(t *testing.T) (county, village *node) {
	t.Helper()
	county, village = newNode(t, true, honest), newNode(t, false, honest)
	county.plant("v", "/c/v")
	code, _, err := county.room.IssueCode(t.Context(), "v")
	if err != nil {
		t.Fatal(err)
	}
	byStick(t, village, county, code)
	byStick(t, county, village, "")
	if village.db.Scope() != "/c/v" {
		t.Fatalf("it stands at %s", village.db.Scope())
	}
	byStick(t, village, county, "")
	byStick(t, county, village, "")
	return county, village
}

// A village without any line: a technician carries a stick. What was written on both sides arrives, pictures too, sealed
// words as well, once however often the stick is read.
func TestAStickCarriesBothWays(t *testing.T) {
	county, village := tripOut(t)
	content, hash := picture(50_000, 7)
	village.hang(content)
	for i := range 3 {
		village.write(station.KindActivity, string(rune('a'+i)), station.Public, map[string]any{"title": "走访", "photos": []string{hash}})
	}
	bring(village, "m1", "")
	village.step("m1", &matter.AcceptedBy{})
	village.step("m1", &matter.Escalation{To: "county_congress", Text: "请县里协调。"})
	eventually(t, "the words are sealed", func() bool { _, record := village.matter("m1"); return len(matter.Disclosures(record)) > 0 })
	county.write(station.KindArticle, "notice", station.Public, map[string]any{"title": "县里的通知"})
	out := bundled(t, village, county, "")
	if first := carried(t, out, county); first.Changes == 0 || !first.Up {
		t.Errorf("%+v", first)
	}
	if list, err := county.room.Below.Peers(); err != nil || list[0].Status.Pending != 0 || list[0].Status.OldestAt != 0 || list[0].Status.HopAck < 3 {
		t.Errorf("all of it came, and the county says %+v %v", list, err)
	}
	carried(t, out, county) // the same stick once more
	if county.field(station.KindActivity, "c", "title") == "" || !county.has(hash) || !county.knows("m1") {
		t.Error("not all arrived at the county")
	}
	back := bundled(t, county, village, "")
	carried(t, back, village)
	carried(t, back, village)
	if village.field(station.KindArticle, "notice", "title") == "" {
		t.Error("the county's notice did not arrive")
	}
	if s, err := village.room.Status(); err != nil || s.Pending != 0 || s.HopAck == 0 || s.State != above.Offline {
		t.Errorf("%+v %v", s, err)
	}
}

func TestAStickThatWasTamperedWithIsRefused(t *testing.T) {
	county, village := tripOut(t)
	village.write(station.KindActivity, "a", station.Public, map[string]any{"title": "走访"})
	older := bundled(t, village, county, "")
	newer := bundled(t, village, county, "")
	stranger := newNode(t, false, honest)
	carried(t, newer, county)
	for name, c := range map[string]struct {
		file []byte
		to   *node
		code []string
	}{
		"cut":          {newer[:len(newer)/2], county, []string{"bundle_invalid"}},
		"empty":        {nil, county, []string{"bundle_invalid"}},
		"no bundle":    {[]byte("hello"), county, []string{"bundle_invalid"}},
		"altered":      {flipped(newer), county, []string{"bundle_invalid", "signature_invalid"}},
		"older":        {older, county, []string{"bundle_old"}},
		"for somebody": {bundled(t, county, village, ""), stranger, []string{"bundle_for_another"}},
	} {
		_, err := c.to.room.Stick.Import(t.Context(), bytes.NewReader(c.file))
		if code := station.Worded(err).Code; err == nil || !slices.Contains(c.code, code) {
			t.Errorf("%s: %v, want %v", name, err, c.code)
		}
	}
	if err := county.room.Revoke(t.Context(), "test", "v", "lost"); err != nil {
		t.Fatal(err)
	}
	if _, err := county.room.Stick.Import(t.Context(), bytes.NewReader(bundled(t, village, county, ""))); station.Worded(err).Code != "revoked" {
		t.Errorf("of a revoked device: %v", err)
	}
}

func flipped(file []byte) []byte {
	altered := bytes.Clone(file)
	altered[len(altered)/2] ^= 0x10
	return altered
}

// More pictures than a stick takes come with the next ones, up and down; each stick is one the desk takes. A film that no stick takes
// is said to wait for a line.
func TestWhatDoesNotFitOnAStickComesWithTheNext(t *testing.T) {
	county, village := tripOut(t)
	var up, down []string
	for i := range 5 {
		for _, way := range []struct {
			at   *node
			kind station.Kind
			seed int
			list *[]string
		}{{village, station.KindActivity, 60, &up}, {county, station.KindArticle, 70, &down}} {
			content, hash := picture(6<<20, uint64(way.seed+i))
			way.at.hang(content)
			way.at.write(way.kind, fmt.Sprint("p", i), station.Public, map[string]any{"title": "照片", "photos": []string{hash}})
			*way.list = append(*way.list, hash)
		}
	}
	film, filmHash := picture(25<<20, 99)
	village.hang(film)
	village.write(station.KindActivity, "film", station.Public, map[string]any{"title": "影片", "photos": []string{filmHash}})
	eventually(t, "all wait", func() bool { return village.waiting() == 6 })
	for range 4 {
		for _, way := range []struct{ from, to *node }{{village, county}, {county, village}} {
			file := bundled(t, way.from, way.to, "")
			if len(file) > stick.LargestBody("POST", stick.Path) {
				t.Errorf("a stick of %d bytes", len(file))
			}
			carried(t, file, way.to)
		}
	}
	for i := range up {
		if !county.has(up[i]) || !village.has(down[i]) {
			t.Errorf("picture %d: at the county %v, at the village %v", i, county.has(up[i]), village.has(down[i]))
		}
	}
	var file bytes.Buffer
	if done, err := village.room.Stick.ExportUp(t.Context(), &file, ""); err != nil || done.TooLarge != 1 || village.waiting() != 1 {
		t.Errorf("%+v, %d wait: %v", done, village.waiting(), err)
	}
}
