package stick

import (
	"bytes"
	"crypto/ed25519"
	"flag"
	"os"
	"testing"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

var update = flag.Bool("update", false, "write the golden bundle anew")

const golden = "testdata/up.bundle"

// The golden bundle of docs/wire.md: a hello, a pull, one push and one file, signed by the key whose seed is 32 bytes of 1.
func TestTheGoldenBundle(t *testing.T) {
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, ed25519.SeedSize))
	if *update {
		var file bytes.Buffer
		if err := goldenBundle(t).write(&file, func(m []byte) []byte { return ed25519.Sign(key, m) }); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, file.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.Open(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	b, signed, sig, err := readBundle(file)
	if err != nil {
		t.Fatal(err)
	}
	want := goldenBundle(t)
	if b.head.From != want.head.From || b.head.Hello.Nonce != forBundle || b.head.Pull.After != 41 || len(b.head.Spans) != 1 {
		t.Errorf("head %+v", b.head)
	}
	for i, p := range want.parts {
		if i >= len(b.parts) || b.parts[i].name != p.name || !bytes.Equal(b.parts[i].body, p.body) {
			t.Errorf("part %s is not what it was", p.name)
		}
	}
	if !wire.Verify(wire.Key(key.Public().(ed25519.PublicKey)), signed, sig) {
		t.Error("the signature does not verify")
	}
	if signed[len(signed)-1]++; wire.Verify(wire.Key(key.Public().(ed25519.PublicKey)), signed, sig) {
		t.Error("a signature verifies that should not")
	}
}

func goldenBundle(t *testing.T) *bundle {
	t.Helper()
	b := &bundle{head: bundleHead{Format: bundleKind, Up: true, From: "5d1c0a9be2f34411", To: "c0ffee0123456789", Made: 1772415000123,
		Hello: &wire.Hello{Proto: 1, Device: "5d1c0a9be2f34411", Scope: "/c/t/v", Nonce: forBundle, Sent: 1772415000123, Trust: station.TrustManual},
		Pull:  &wire.Pull{Epoch: "9f21c4d07be85a63", After: 41, Max: 500}, Spans: []span{{From: 0, To: 57}}}}
	raw, err := os.ReadFile("../wire/testdata/push.json")
	if err != nil {
		t.Fatal(err)
	}
	b.add(pushDir+"0000.json", bytes.TrimSpace(raw))
	b.add(filesDir+"a591a6d40bf420404a011733cfb7b190d62c65bf0bcda32b57b277d9ad9f146e", []byte("Hello World"))
	return b
}
