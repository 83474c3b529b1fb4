package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/stdlib"

	"lianzhan/store/engine"
)

// dump reads a bucket from end to end, or back.
func dump(t testing.TB, tx engine.Tx, bucket string, from []byte, back bool) string {
	t.Helper()
	var all []string
	walk := tx.Scan
	if back {
		walk = tx.ScanBack
	}
	if err := walk(bucket, from, func(k, v []byte) (bool, error) {
		all = append(all, string(k)+"="+string(v))
		return true, nil
	}); err != nil {
		t.Error(err)
	}
	return strings.Join(all, " ")
}

func TestBucketsAreOrderedAndApart(t *testing.T) {
	e := mustOpen(t, newDatabase(t))
	for _, bucket := range []string{"log", "state/x"} {
		t.Run(bucket, func(t *testing.T) {
			put(t, e, bucket, "b", "2", "a", "1", "c", "3", "\xff\x00", "4")
			put(t, e, bucket, "b", "zwei", "c", "-", "nothing", "-", "", "empty", "z", "")
			put(t, e, "other"+bucket, "b", "elsewhere")
			check := func(tx engine.Tx) error {
				for _, c := range []struct {
					from []byte
					back bool
					want string
				}{
					{nil, false, "=empty a=1 b=zwei z= \xff\x00=4"},
					{[]byte("b"), false, "b=zwei z= \xff\x00=4"},
					{[]byte("bb"), false, "z= \xff\x00=4"},
					{nil, true, "\xff\x00=4 z= b=zwei a=1 =empty"},
					{[]byte("b"), true, "a=1 =empty"},
					{[]byte{}, true, ""},
				} {
					if got := dump(t, tx, bucket, c.from, c.back); got != c.want {
						t.Errorf("from %q back %v: %q", c.from, c.back, got)
					}
				}
				if v, err := tx.Get(bucket, []byte("z")); v == nil || len(v) != 0 || err != nil {
					t.Errorf("an empty value reads as %v: %v", v, err)
				}
				return nil
			}
			if err := errors.Join(e.View(check), e.Update(check)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTransactionSeesItsOwnWrites(t *testing.T) {
	e := mustOpen(t, newDatabase(t))
	put(t, e, "x", "a", "1", "b", "2")
	failed := errors.New("no")
	err := e.Update(func(tx engine.Tx) error {
		if err := putAll(tx, "x", []string{"a", "-", "c", "3", "b", "zwei"}); err != nil {
			return err
		}
		for key, want := range map[string]string{"a": "", "b": "zwei", "c": "3", "d": ""} {
			if v, err := tx.Get("x", []byte(key)); err != nil || string(v) != want || (v == nil) != (want == "") {
				t.Errorf("%s = %q, %v", key, v, err)
			}
		}
		if got := dump(t, tx, "x", nil, false); got != "b=zwei c=3" {
			t.Errorf("scanned %q", got)
		}
		tx.OnCommit(func() { t.Error("announced what was not committed") })
		return failed
	})
	if !errors.Is(err, failed) {
		t.Errorf("got %v", err)
	}
	if err := e.Update(func(tx engine.Tx) error {
		if got := dump(t, tx, "x", nil, false); got != "a=1 b=2" {
			t.Errorf("a refused transaction left %q", got)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// More rows than one statement or one page holds, written, altered, deleted.
func TestManyRows(t *testing.T) {
	t.Run("pgx", func(t *testing.T) { manyRows(t, mustOpen(t, newDatabase(t))) })
	t.Run("another driver", func(t *testing.T) {
		connector, err := connectorTo(newDatabase(t))
		if err != nil {
			t.Fatal(err)
		}
		e, err := Over(sql.OpenDB(plain{connector}))
		if err != nil {
			t.Fatal(err)
		}
		manyRows(t, e)
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
}

// plain hides whose driver it is, so that only what every driver has is used.
type plain struct{ driver.Connector }

type plainConn struct{ *stdlib.Conn }

func (p plain) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return plainConn{conn.(*stdlib.Conn)}, nil
}

func manyRows(t *testing.T, e *Engine) {
	const n = 1777
	for round, value := range []string{"one", "two", "-"} {
		var pairs []string
		for i := range n {
			pairs = append(pairs, fmt.Sprintf("%05d", i), value)
		}
		put(t, e, "x", pairs...)
		if err := e.View(func(tx engine.Tx) error {
			want := n
			if round == 2 {
				want = 0
			}
			up, down := dump(t, tx, "x", nil, false), dump(t, tx, "x", nil, true)
			if strings.Count(up, "=") != want || strings.Count(down, "="+value) != want || len(up) != len(down) {
				t.Errorf("round %d: %d and %d rows", round, strings.Count(up, "="), strings.Count(down, "="))
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	}
}

// What one process remembers must not outlive what another wrote.
func TestMemoryEndsWhereAnotherWrote(t *testing.T) {
	url := newDatabase(t)
	one, two := mustOpen(t, url), mustOpen(t, url)
	for i, e := range []*Engine{one, one, two, two, one, two, one} {
		if err := e.Update(func(tx engine.Tx) error {
			if v, err := tx.Get("x", []byte("n")); err != nil || i > 0 && string(v) != fmt.Sprint(i) {
				t.Errorf("turn %d reads %q: %v", i, v, err)
			}
			return putAll(tx, "x", []string{"n", fmt.Sprint(i + 1)})
		}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestViewStandsStill(t *testing.T) {
	e := mustOpen(t, newDatabase(t))
	put(t, e, "x", "a", "1")
	if err := e.View(func(tx engine.Tx) error {
		if got := dump(t, tx, "x", nil, false); got != "a=1" {
			t.Error(got)
		}
		put(t, e, "x", "a", "2", "b", "3")
		if got := dump(t, tx, "x", nil, false); got != "a=1" {
			t.Errorf("the view moved: %s", got)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func TestForeseenKeysAreThere(t *testing.T) {
	e := mustOpen(t, newDatabase(t))
	put(t, e, "x", "a", "1", "b", "2")
	for _, run := range []func(func(engine.Tx) error) error{e.View, e.Update} {
		if err := run(func(tx engine.Tx) error {
			if err := tx.(engine.Far).Foresee("x", []byte("a"), []byte("nothing"), []byte("b")); err != nil {
				return err
			}
			for key, want := range map[string]string{"a": "1", "b": "2", "nothing": ""} {
				if v, err := tx.Get("x", []byte(key)); err != nil || string(v) != want {
					t.Errorf("%s = %q, %v", key, v, err)
				}
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	}
}
