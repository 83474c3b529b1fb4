package wire

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"

	"lianzhan/station"
)

// sample is a push of n changes that say what nobody said before: the dictionary was made of others.
func sample(n int) Push {
	random := rand.New(rand.NewPCG(7, 8))
	id := func(bytes int) string {
		b := make([]byte, bytes)
		for i := range b {
			b[i] = byte(random.Uint32())
		}
		return hex.EncodeToString(b)
	}
	words := []rune("路灯坏了三天没有人修请代表帮忙问一下水管漏水垃圾清运学校门口堵车老人食堂开放时间太阳能板宽带信号公交站台")
	text := func() string {
		b := make([]rune, 24)
		for i := range b {
			b[i] = words[random.IntN(len(words))]
		}
		return string(b)
	}
	p := Push{Epoch: id(8)}
	origin, last := id(8)+"/"+id(8), station.Entry{}
	for i := range n {
		body := fmt.Sprintf(`{"type":"reply","by":{"id":"%s","role":"unit"},"data":{"decided":"%s"}}`, id(4), text())
		e := station.Entry{Change: station.Change{Body: json.RawMessage(body), Header: station.Header{Origin: origin, Ctr: uint64(i + 1),
			HLC: station.HLC(1_790_000_000_000+int64(i)*61_003) << 16, Trust: station.TrustNTP, Scope: "/c/t/v", Class: station.Internal,
			Kind: station.KindMatter, ID: "m" + id(8), Op: station.OpEvent, BodyHash: station.HashOf([]byte(body)), Schema: 1, Actor: "account:" + id(4)}},
			Place: "/c/t/v"}
		if i > 0 {
			e.Prev = last.Header.Hash()
		}
		p.Items, last = append(p.Items, e), e
	}
	proof := make([]byte, 64)
	for i := range proof {
		proof[i] = byte(random.Uint32())
	}
	p.Items[n-1].Proof = proof
	return p
}

func TestAPackedFrameSaysTheSame(t *testing.T) {
	for _, n := range []int{1, 2, 500} {
		want := sample(n)
		packed, err := Pack(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Unpack[Push](packed)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%d changes: %v\n%+v\n%+v", n, err, got, want)
		}
		plain, _ := Plain(want)
		t.Logf("%d changes: %d bytes of JSON each, %d packed", n, len(plain)/n, len(packed)/n)
		if most := map[int]int{1: 345, 2: 245, 500: 90}[n]; len(packed)/n > most {
			t.Errorf("%d changes take %d bytes each, more than %d", n, len(packed)/n, most)
		}
	}
}

// A body is hashed as it was written: no blank of it, no angle bracket may change on the way.
func TestABodyTravelsByteForByte(t *testing.T) {
	body := json.RawMessage(`{ "title" : "a<b> & \"c\" é\u003c", "n":1.0 }`)
	e := station.Entry{Change: station.Change{Body: body, Header: station.Header{Origin: "a/<b>", Ctr: 1, ID: "一\n", BodyHash: station.HashOf(body)}}}
	for name, frame := range map[string]func() ([]byte, error){
		"packed": func() ([]byte, error) { return Pack(Push{Items: Items{e}}) },
		"order": func() ([]byte, error) {
			return Pack(Feed{Items: Items{e}, Orders: []Order{{N: 1, Grant: Items{e}}}})
		},
	} {
		raw, err := frame()
		if err != nil {
			t.Fatal(err)
		}
		feed, err := Unpack[Feed](raw)
		if err != nil || !reflect.DeepEqual(feed.Items[0], e) {
			t.Errorf("%s: %v\n%s", name, err, feed.Items[0].Body)
		}
		for _, o := range feed.Orders {
			if !bytes.Equal(o.Grant[0].Body, body) {
				t.Errorf("granted: %s", o.Grant[0].Body)
			}
		}
	}
}

func TestWhatIsToldTravelsByteForByte(t *testing.T) {
	body := json.RawMessage(`{ "title" : "a<b>" }`)
	e := station.Entry{Change: station.Change{Body: body, Header: station.Header{Origin: "a/1", Ctr: 1, ID: "x", BodyHash: station.HashOf(body)}}}
	for _, items := range []Items{nil, {}, {e}} {
		raw, err := Pack(Push{Items: items, Told: Items{e}, Listed: &Listing{Parts: []int{3}}})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Unpack[Push](raw)
		if err != nil || len(got.Items) != len(items) || len(got.Told) != 1 || !bytes.Equal(got.Told[0].Body, body) || got.Listed == nil {
			t.Errorf("%d changes beside: %v\n%+v", len(items), err, got)
		}
	}
}

func TestWhatIsMissingIsWorkedOut(t *testing.T) {
	p := sample(3)
	p.Items[1].Body = nil // withheld: its hash has to travel
	p.Items[2].Prev = "sha256:other"
	raw, err := Plain(p)
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(raw, []byte(`"body_hash"`)); n != 1 {
		t.Errorf("%d hashes of bodies travel, want the one of the body that does not", n)
	}
	got, err := ReadPlain[Push](raw)
	if err != nil || got.Items[1].BodyHash != p.Items[1].BodyHash || got.Items[1].Prev != p.Items[1].Prev {
		t.Errorf("%v: %+v", err, got.Items[1])
	}
}

func TestBombsAndRubbishAreRefused(t *testing.T) {
	e, _ := zstd.NewWriter(nil)
	bomb := e.EncodeAll(bytes.Repeat([]byte(" "), 64<<20), nil)
	other, _ := zstd.NewWriter(nil, zstd.WithEncoderDictRaw(99, []byte(strings.Repeat("something else entirely ", 20))))
	good, _ := Pack(sample(1))
	plain, _ := Plain(sample(1))
	for name, c := range map[string]struct {
		kind, dict string
		raw        []byte
		code       string
	}{
		"bomb":             {PackedType, DictID, bomb, "frame_too_large"},
		"other dictionary": {PackedType, "", other.EncodeAll([]byte(strings.Repeat("something else entirely ", 20)), nil), "dict_unknown"},
		"newer dictionary": {PackedType, "9", good, "dict_unknown"},
		"cut short":        {PackedType, DictID, good[:len(good)-9], "frame_invalid"},
		"not packed":       {PackedType, DictID, []byte(`{}`), "frame_invalid"},
		"too long":         {PackedType, DictID, make([]byte, MaxPacked+1), "frame_too_large"},
		"too long plain":   {PlainType, "", make([]byte, MaxFrame+1), "frame_too_large"},
		"two messages":     {PlainType, "", append(plain, plain...), "frame_invalid"},
		"wrong type":       {PlainType, "", []byte(`{"items":{}}`), "frame_invalid"},
		"negative counter": {PlainType, "", []byte(`{"items":[{"ctr":-1}]}`), "frame_invalid"},
		"endless list":     {PlainType, "", []byte(`{"items":[` + strings.Repeat("{},", 8*MaxItems) + `{}]}`), "frame_too_large"},
	} {
		if _, err := Read[Push](c.kind, c.dict, c.raw); err == nil || station.Worded(err).Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if _, err := Read[Push](PackedType+"; charset=utf-8", DictID, good); err != nil {
		t.Error(err)
	}
}

// The two ways to read a frame are one.
func TestTheFastWayReadsTheSame(t *testing.T) {
	p := sample(40)
	p.Items[3].Body, p.Items[4].Branch, p.Items[5].Fault = nil, "#12345678", "op_unknown"
	p.Items[6].At, p.Items[7].Serial, p.Items[8].Base = 5, 6, "1@a/b"
	plain, err := Plain(p)
	if err != nil {
		t.Fatal(err)
	}
	fast, ok := readFast[Push](plain)
	var slow Push
	if err := json.Unmarshal(plain, &slow); err != nil || !ok || !reflect.DeepEqual(fast, slow) {
		t.Fatalf("%v, %v\n%+v\n%+v", ok, err, fast.Items[3], slow.Items[3])
	}
}

func FuzzDecode(f *testing.F) {
	packed, _ := Pack(sample(2))
	plain, _ := Plain(sample(2))
	f.Add(true, packed)
	f.Add(false, plain)
	f.Fuzz(func(t *testing.T, zipped bool, raw []byte) {
		kind := PlainType
		if zipped {
			kind = PackedType
		}
		p, err := Read[Push](kind, DictID, raw)
		if err != nil {
			if station.Worded(err).Class != station.FaultInvalid {
				t.Fatalf("%v is not a refusal", err)
			}
			return
		}
		if fast, ok := readFast[Push](raw); ok {
			var slow Push
			if err := json.Unmarshal(raw, &slow); err != nil || !reflect.DeepEqual(fast, slow) {
				t.Fatalf("%v: read fast\n%+v, read slowly\n%+v", err, fast, slow)
			}
		}
		again, err := Plain(p)
		if err != nil {
			return // it was small and packed, and is too large in full
		}
		back, err := ReadPlain[Push](again)
		if err != nil || len(back.Items) != len(p.Items) {
			t.Fatalf("what was read cannot be written and read again: %v", err)
		}
	})
}

func BenchmarkPack(b *testing.B) {
	p := sample(500)
	for b.Loop() {
		if _, err := Pack(p); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/500, "ns/change")
}

func BenchmarkUnpack(b *testing.B) {
	packed, _ := Pack(sample(500))
	for b.Loop() {
		if _, err := Unpack[Push](packed); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/500, "ns/change")
}
