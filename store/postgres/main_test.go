package postgres

import (
	"fmt"
	"os"
	"testing"

	"lianzhan/store/engine"
	"lianzhan/store/postgres/pgtest"
)

var server *pgtest.Server

func TestMain(m *testing.M) {
	var err error
	if server, err = pgtest.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := server.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func newDatabase(t testing.TB) string {
	t.Helper()
	url, err := server.Database()
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func mustOpen(t testing.TB, url string) *Engine {
	t.Helper()
	e, err := Open(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// put writes pairs of key and value, "-" for a deletion.
func put(t testing.TB, e *Engine, bucket string, pairs ...string) {
	t.Helper()
	if err := e.Update(func(tx engine.Tx) error { return putAll(tx, bucket, pairs) }); err != nil {
		t.Fatal(err)
	}
}

func putAll(tx engine.Tx, bucket string, pairs []string) error {
	for i := 0; i < len(pairs); i += 2 {
		key, value := []byte(pairs[i]), pairs[i+1]
		write := func() error { return tx.Put(bucket, key, []byte(value)) }
		if value == "-" {
			write = func() error { return tx.Delete(bucket, key) }
		}
		if err := write(); err != nil {
			return err
		}
	}
	return nil
}
