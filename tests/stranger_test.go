//go:build stories

package tests

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// stranger is a box that was written from docs/wire.md alone, and speaks to a real county.
type stranger struct {
	t      *testing.T
	county *live
	move   func()
}

// strange is what such a box says of itself at last.
type strange struct {
	GoldenEnrol, GoldenHello, GoldenPush, Revoked, Notice string
	Aside, Before, Taken                                  []string
	Acknowledged, Root, Fork, Unproven, Outstanding       int
	Branch                                                map[string]int
	Received                                              []struct {
		Kind, ID, Title string
		Vouched         bool
	}
}

// speaks runs the box; whenever it wants a code somebody at the county issues one.
func (s stranger) speaks(alter string) (said strange, words string, err error) {
	s.t.Helper()
	cmd := exec.CommandContext(s.t.Context(), "node", "stranger/story.mjs", s.county.url(""), "../sync/wire/testdata", alter)
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	var wrong bytes.Buffer
	cmd.Stderr = &wrong
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	for lines := bufio.NewScanner(io.LimitReader(out, 1<<20)); lines.Scan(); {
		if lines.Text() == "code" {
			fmt.Fprintln(in, s.code())
		} else if lines.Text() == "move" {
			s.move()
			fmt.Fprintln(in, "moved")
		} else if err := json.Unmarshal(lines.Bytes(), &said); err != nil {
			s.t.Errorf("it says %s", lines.Text())
		}
	}
	err = cmd.Wait()
	return said, wrong.String(), err
}

func (s stranger) code() string {
	code := spokenCode.FindString(s.county.run("enroll", "外来站"))
	if code == "" {
		s.t.Error("no code was issued")
	}
	return code
}

func newStranger(t *testing.T) stranger {
	t.Helper()
	s := stranger{t: t, county: startCounty(t)}
	s.county.invite("外来站", "wailai")
	s.county.run("set", "article", "County notice", "kind=notice", "body=各站照办", "public=是")
	return s
}

// Another team's box, of which this house wrote nothing but the document, works with a real county: what it wrote is there,
// a fork is met, it reads what the county says, and gives back what moves to its sibling.
func TestAStrangersBox(t *testing.T) {
	s := newStranger(t)
	officials := openOffice(t, s.county)
	s.county.invite("另一站", "lingyi")
	only := told[struct{ ID string }](officials.master.caller, officials.master.want(http.StatusCreated, "PUT", "/api/v1/county/records/article?scope=/c/wailai",
		fields{"title": "Only here", "kind": "notice", "body": "正文", "public": true})).ID
	s.move = func() {
		officials.master.want(http.StatusNoContent, "POST", "/api/v1/county/records/article/"+only+"/move", fields{"to": "/c/lingyi"})
	}
	said, words, err := s.speaks("")
	if err != nil {
		t.Fatalf("%v\n%s", err, words)
	}
	for what, code := range map[string]string{"code_wrong": said.GoldenEnrol, "session_expired": said.GoldenHello, "epoch_changed": said.GoldenPush, "revoked": said.Revoked} {
		if code != what {
			t.Errorf("refused with %q, want %q", code, what)
		}
	}
	if !slices.Equal(said.Aside, []string{"unknown_device", "unknown_device", "unknown_device"}) {
		t.Errorf("what nobody's box wrote was kept aside with %v", said.Aside)
	}
	if said.Acknowledged != 3 || said.Root != 3 || said.Fork != 4 || len(said.Branch) != 1 || said.Unproven != 0 {
		t.Errorf("it says %+v", said)
	}
	if !slices.Contains(said.Before, only) || !slices.Equal(said.Taken, []string{"article/" + only}) || said.Outstanding != 0 {
		t.Errorf("what moved away: held %v, taken out %v, %d orders left", said.Before, said.Taken, said.Outstanding)
	}
	s.arrived(officials.master, said.Notice)
	heard := map[string]string{}
	for _, r := range said.Received {
		if r.Vouched {
			heard[r.Title] = r.Kind
		}
	}
	if heard["County notice"] != "article" || heard["First"] != "article" {
		t.Errorf("it heard %v", heard)
	}
}

// arrived sees by the county's API that the records of both copies are there, the first one with its last title.
func (s stranger) arrived(chief *clerk, notice string) {
	s.t.Helper()
	articles := string(chief.want(http.StatusOK, "GET", "/api/v1/county/records/article?scope=/c/wailai", nil).body)
	for _, title := range []string{`Notice 接待日改期`, `"First"`, `"Second"`, `"Third"`} {
		if !strings.Contains(articles, title) {
			s.t.Errorf("the county lacks %s:\n%s", title, articles)
		}
	}
	if deputies := string(chief.want(http.StatusOK, "GET", "/api/v1/county/records/deputy?scope=/c/wailai", nil).body); !strings.Contains(deputies, "林海涵") {
		s.t.Errorf("the county lacks the deputy:\n%s", deputies)
	}
	one := string(chief.want(http.StatusOK, "GET", "/api/v1/county/records/article/"+notice, nil).body)
	if !strings.Contains(one, "改到周三上午") || !strings.Contains(one, "接待日改期") {
		s.t.Errorf("the notice reads %s", one)
	}
}

// One byte is altered on the way, and whoever receives it refuses it aloud.
func TestAStrangerNoticesOneByte(t *testing.T) {
	s := newStranger(t)
	for _, c := range []struct{ alter, words string }{
		{"feed-body", "does not hold"},
		{"feed-proof", "does not hold"},
		{"hello", "signature_invalid"},
		{"push-body", "a fork out of nothing"},
	} {
		said, words, err := s.speaks(c.alter)
		if err == nil || !strings.Contains(words, c.words) {
			t.Errorf("%s: %v, %+v\n%s", c.alter, err, said, words)
		}
	}
	if out := s.county.run("list", "article"); strings.Count(out, "\n") != 1 || !strings.Contains(out, "County notice") {
		t.Errorf("the county took what was altered:\n%s", out)
	}
}
