//go:build stories

package tests

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"testing"
	"time"

	"lianzhan/sync/stick"
)

// Where only staff may send much, a stranger is turned away by his header: nothing of the body is waited for.
func TestNothingIsReadOfAStrangersLargeBody(t *testing.T) {
	county, village := startCounty(t), startTown(t)
	for name, c := range map[string]struct {
		at   *live
		path string
	}{
		"a stick at a station":  {village, stick.Path},
		"a stick at a county":   {county, stick.Path},
		"a picture of a matter": {village, "/api/v1/desk/matters/m1/attachments"},
	} {
		line, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", c.at.port))
		if err != nil {
			t.Fatal(err)
		}
		defer line.Close()
		fmt.Fprintf(line, "POST %s HTTP/1.1\r\nHost: box\r\nCookie: desk=nobody\r\nContent-Type: application/octet-stream\r\nContent-Length: %d\r\n\r\n", c.path, 5<<20)
		if err := line.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(bufio.NewReader(line), nil)
		if err != nil {
			t.Errorf("%s: the rest of the body is waited for: %v", name, err)
			continue
		}
		var p struct{ Code string }
		err = json.NewDecoder(res.Body).Decode(&p)
		if res.StatusCode != http.StatusUnauthorized || p.Code != "unauthorized" {
			t.Errorf("%s: %d %s %v", name, res.StatusCode, p.Code, err)
		}
	}
}
