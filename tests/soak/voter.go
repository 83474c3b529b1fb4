package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"lianzhan/kiosk/intake"
	centre "lianzhan/station"
	"lianzhan/station/matter"
	"lianzhan/web/pairing"
)

// voters hand in one matter after the other over HTTP.
var voters = []string{"甲选民", "乙选民", "丙选民", "丁选民"}

// receipt is what a voter is told; what is said twice of one matter must be the same.
type receipt struct {
	Code    string `json:"code"`
	ID      string `json:"id"`
	Receipt struct {
		Number string `json:"number"`
	} `json:"receipt"`
}

// clientOf is the id under which a voter hands in their n-th matter, the same however often it is handed in.
func clientOf(name string, n int) string {
	sum := sha256.Sum256([]byte(name + strconv.Itoa(n)))
	return hex.EncodeToString(sum[:16])
}

// handIn submits a voter's n-th matter; no error means that it was acknowledged.
func (s *station) handIn(ctx context.Context, name string, n int) error {
	r, status, err := s.tell(ctx, name, n)
	if err != nil {
		return err
	}
	if status != http.StatusCreated || r.ID != matter.IDFrom(clientOf(name, n)) {
		return fmt.Errorf("%s %d: %d %+v", name, n, status, r)
	}
	return nil
}

// tell makes the request a terminal makes. Every matter comes from a terminal of its own: limits count terminals.
func (s *station) tell(ctx context.Context, name string, n int) (r receipt, status int, err error) {
	body, err := json.Marshal(intake.Submission{Client: clientOf(name, n), Category: matter.Categories[n%len(matter.Categories)].ID,
		Words: fmt.Sprintf("%s的第%d件事", name, n), Consent: centre.ConsentVersion, Contact: &intake.Contact{Name: name}})
	if err != nil {
		return r, 0, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+s.address+"/api/v1/matters", bytes.NewReader(body))
	if err != nil {
		return r, 0, err
	}
	token, err := s.terminal(clientOf(name, n))
	if err != nil {
		return r, 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.AddCookie(&http.Cookie{Name: "kiosk", Value: token})
	res, err := s.counter.Do(req)
	if err != nil {
		return r, 0, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return r, 0, err
	}
	if res.StatusCode != http.StatusCreated && res.StatusCode != http.StatusOK {
		return r, res.StatusCode, refusal(name + ": " + string(raw))
	}
	return r, res.StatusCode, json.Unmarshal(raw, &r)
}

// terminal makes the token of one more terminal with the box's own key.
func (s *station) terminal(id string) (string, error) {
	if s.key == nil {
		key, err := os.ReadFile(filepath.Join(s.data, "secret.key"))
		if err != nil {
			return "", err
		}
		s.key = key
	}
	now := func() centre.Reading { return centre.Reading{Time: time.Now()} }
	return pairing.New(pairing.Terminal, s.key, now, nil).Token(id, time.Hour), nil
}
