package station

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

func testKey() Key {
	key := make(Key, 32)
	for i := range key {
		key[i] = byte(i)
	}
	return key
}

// The sums were computed by another program; a change of them would orphan every code ever handed out.
func TestKeySum(t *testing.T) {
	for _, c := range []struct {
		purpose string
		parts   []string
		want    string
	}{
		{"code", []string{"0123ABCD"}, "bf405b1183c0672f69cbe97c171f0943a9d717e691a25f469022d541cfd5d33c"},
		{"code", nil, "c1d7f474d7f81057b43fea4e03a085f3a768b64a4b55df25b1a1d229e588e180"},
		{"phone", []string{"13900000000", "联站"}, "df4a7eb846c24d9f27d84add6e8855a2701ff6b8d7a8706dc1995ee097cb7cb7"},
	} {
		if got := hex.EncodeToString(testKey().Sum(c.purpose, c.parts...)); got != c.want {
			t.Errorf("%s %q: %s", c.purpose, c.parts, got)
		}
	}
}

func TestKeySumTellsListsApart(t *testing.T) {
	seen := map[string]string{}
	for _, list := range [][]string{{"ab", "c"}, {"a", "bc"}, {"abc"}, {"abc", ""}, {"", "abc"}, {"a", "b", "c"}} {
		sum := string(testKey().Sum(list[0], list[1:]...))
		if twin, held := seen[sum]; held {
			t.Errorf("%q and %s are summed alike", list, twin)
		}
		seen[sum] = fmt.Sprintf("%q", list)
	}
}

func TestKeyIsNeverShown(t *testing.T) {
	key := testKey()
	var said bytes.Buffer
	slog.New(slog.NewTextHandler(&said, nil)).Info("text", "key", key)
	slog.New(slog.NewJSONHandler(&said, nil)).Info("json", "key", key, "in", struct{ K Key }{key})
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		fmt.Fprintf(&said, verb+"\n", key)
		fmt.Fprintf(&said, verb+"\n", struct{ K Key }{key})
	}
	if err := json.NewEncoder(&said).Encode(key); err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{"AAECAwQF", "00010203", "0 1 2 3", "0x0, 0x1", "\x01\x02\x03", `\x01\x02`} {
		if strings.Contains(said.String(), shown) {
			t.Errorf("the key is shown as %q:\n%s", shown, said.String())
		}
	}
}
