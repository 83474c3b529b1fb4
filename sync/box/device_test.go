package box

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lianzhan/station"
	"lianzhan/sync/wire"
)

func TestKeysAreMadeOnceAndKept(t *testing.T) {
	dir := t.TempDir()
	made, err := LoadDevice(dir)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, KeyFile))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if err := made.keepCodes([]byte("tree")); err != nil {
		t.Fatal(err)
	}
	again, err := LoadDevice(dir)
	if err != nil || again.Key() != made.Key() || again.Seal() != made.Seal() || string(again.Codes()) != "tree" {
		t.Errorf("%v: %s %s", err, again.Key(), again.Seal())
	}
	if !wire.Verify(made.Key(), []byte("hello"), again.Sign([]byte("hello"))) {
		t.Error("the signature does not hold")
	}
	fresh, err := makeDevice(dir)
	if err != nil || fresh.Key() == made.Key() {
		t.Errorf("%v: new keys are the old ones", err)
	}
}

func TestADamagedKeyIsNotReplacedInSilence(t *testing.T) {
	for name, raw := range map[string]string{"empty": "", "cut": `{"ed25519":"AAAA`, "short": `{"ed25519":"AAAA","x25519":"AAAA"}`} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, KeyFile), []byte(raw), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadDevice(dir); station.Worded(err).Code != "device_key_unusable" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOnlyWhomItIsForOpensABox(t *testing.T) {
	one, err := LoadDevice(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	another, err := LoadDevice(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	words := []byte(`{"3@a/b":{"type":"told","data":{"words":"路灯坏了"}}}`)
	sealed, err := SealFor(one.Seal(), words)
	if err != nil || bytes.Contains(sealed, []byte("路灯")) {
		t.Fatal(err)
	}
	if plain, ok := one.Open(sealed); !ok || !bytes.Equal(plain, words) {
		t.Error("the device cannot open what is sealed for it")
	}
	if _, ok := another.Open(sealed); ok {
		t.Error("another device opened it")
	}
	sealed[len(sealed)-1] ^= 1
	if _, ok := one.Open(sealed); ok {
		t.Error("an altered box was opened")
	}
	for _, bad := range []string{"", "x25519:", "x25519:AAAA", strings.TrimPrefix(one.Seal(), "x25519:"), one.Key()} {
		if _, err := SealFor(bad, words); station.Worded(err).Code != "seal_key_invalid" {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// A signature is remembered, but never beyond its key, nor without end.
func TestSignaturesAreRememberedWithTheirKey(t *testing.T) {
	d, err := LoadDevice(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2*mostSigned + 1 {
		d.Sign(fmt.Append(nil, i))
	}
	if n := len(d.signed); n > mostSigned {
		t.Errorf("%d signatures are remembered", n)
	}
	for range 2 {
		for range 2 {
			signature := d.Sign([]byte("hello"))
			if !wire.Verify(d.Key(), []byte("hello"), signature) {
				t.Error("the signature is not good")
			}
			signature[0] ^= 1 // whoever was handed one may do with it what they like
		}
		fresh, err := makeDevice(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		d.become(fresh)
	}
}
