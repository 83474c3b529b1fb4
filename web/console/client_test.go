package console

import (
	"context"
	"net/http"
	"os"
	"testing"
	"time"

	"lianzhan/station"
)

// A verb that comes while a server starts - it holds the database, and its door is not open yet - waits for the door.
func TestAVerbWaitsForAServerThatStarts(t *testing.T) {
	data := t.TempDir()
	opened := make(chan *Door, 1)
	way := Way{Data: &data, Alone: func(string) (func() error, error) {
		go func() {
			time.Sleep(50 * time.Millisecond)
			door, err := Listen(data, func(mux *http.ServeMux) {
				mux.Handle("GET /is", Answer(func(http.ResponseWriter, *http.Request) (any, error) { return "here", nil }))
			})
			if err != nil {
				t.Error(err)
			}
			opened <- door
		}()
		return nil, station.Busy("database_held", "正被另一个程序使用")
	}}
	said := ""
	if err := Ask(t.Context(), way, Get("/is"), func(word string) error { said = word; return nil }); err != nil || said != "here" {
		t.Errorf("%q %v", said, err)
	}
	if err := (<-opened).Close(); err != nil {
		t.Error(err)
	}
}

// A server that dies in the middle of an answer is named as such, in words.
func TestAServerThatDiesIsNamed(t *testing.T) {
	data := t.TempDir()
	door, err := Listen(data, func(mux *http.ServeMux) {
		mux.HandleFunc("GET /is", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	})
	if err != nil {
		t.Fatal(err)
	}
	err = Ask(t.Context(), Way{Data: &data}, Get("/is"), func(string) error { return nil })
	if station.Worded(err).Code != "server_gone" {
		t.Errorf("%v", err)
	}
	if err := door.Close(); err != nil {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := os.Stat(data); err != nil || opens(ctx, data+"/nothing.sock") {
		t.Error("nothing opened")
	}
}
