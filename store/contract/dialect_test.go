package contract

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"lianzhan/station"
	"lianzhan/station/slate"
	"lianzhan/store"
	"lianzhan/store/postgres"
)

// lacking is what openGauss, GaussDB or KingbaseES, or one of their older versions, do not have, have otherwise, or take for a
// word of their own. A database that answers to all of these is PostgreSQL, and the county's need not be.
var lacking = regexp.MustCompile(`(?i)\b(on\s+conflict|listen|unlisten|notify|xid8|txid_\w+|pg_current_(xact|snapshot|wal)\w*|pg_(try_)?advisory\w*|` +
	`serial|bigserial|nextval|currval|sequence|generated|identity|serializable|compact|jsonb|copy|merge\s+into|skip\s+locked|lateral|returning|` +
	`pg_notify|create\s+(or\s+replace\s+)?(function|trigger|extension)|if\s+not\s+exists)\b`)

// relative is a database of the family: it refuses what its kind lacks, and its driver has nothing beyond what every driver for
// database/sql has.
type relative struct {
	driver.Connector
	lock  sync.Mutex
	heard map[string]int // statements by their first word
	wrong []string
}

type relativeConn struct {
	*stdlib.Conn
	to *relative
}

func (r *relative) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := r.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return relativeConn{conn.(*stdlib.Conn), r}, nil
}

func (r *relative) judge(query string) error {
	r.lock.Lock()
	defer r.lock.Unlock()
	first, _, _ := strings.Cut(strings.TrimSpace(query), " ")
	r.heard[strings.ToUpper(first)]++
	r.heard["CREATE"] += strings.Count(query, "CREATE TABLE")
	if word := lacking.FindString(query); word != "" {
		r.wrong = append(r.wrong, fmt.Sprintf("%s: in %.200q", word, query))
		return fmt.Errorf("syntax error at or near %q", word)
	}
	return nil
}

func (c relativeConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if err := c.to.judge(query); err != nil {
		return nil, err
	}
	return c.Conn.ExecContext(ctx, query, args)
}

func (c relativeConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if err := c.to.judge(query); err != nil {
		return nil, err
	}
	return c.Conn.QueryContext(ctx, query, args)
}

func (c relativeConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	if err := c.to.judge(query); err != nil {
		return nil, err
	}
	return c.Conn.PrepareContext(ctx, query)
}

func (c relativeConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	switch sql.IsolationLevel(o.Isolation) {
	case sql.LevelDefault, sql.LevelReadCommitted, sql.LevelRepeatableRead:
	default:
		return nil, c.to.judge("BEGIN ISOLATION LEVEL SERIALIZABLE")
	}
	return c.Conn.BeginTx(ctx, o)
}

func (r *relative) open(t testing.TB) *store.DB {
	t.Helper()
	e, err := postgres.Over(sql.OpenDB(r))
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.TempDir(), store.Options{Engine: e})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// Two processes do over a relative of PostgreSQL all that a county's processes do. None of it needs what the relatives lack.
func TestTheFamilyIsEnough(t *testing.T) {
	config, err := pgx.ParseConfig(shared(t).url)
	if err != nil {
		t.Fatal(err)
	}
	r := &relative{Connector: stdlib.GetConnector(*config), heard: map[string]int{}}
	one, two := r.open(t), r.open(t)
	var h hearing
	stop := two.Watch(h.hear)
	work(t, one, two)
	until(t, "the other process hears of the last commit", func() bool {
		told := h.told()
		return len(told) > 0 && told[len(told)-1].Seq == one.Seq()
	})
	stop()
	if err := one.Compact(); err != nil {
		t.Error(err)
	}
	shut(t, one)
	if err := two.Reincarnate(t.Context()); err != nil {
		t.Error(err)
	}
	shut(t, two)
	again := r.open(t)
	if got := len(names(t, again)); got != 300+8*5+1 {
		t.Errorf("%d groups are there", got)
	}
	shut(t, again)
	for _, wrong := range r.wrong {
		t.Errorf("the family has no %s", wrong)
	}
	for _, verb := range []string{"CREATE", "INSERT", "UPDATE", "DELETE", "SELECT"} {
		if r.heard[verb] == 0 {
			t.Errorf("no %s was heard: %v", verb, r.heard)
		}
	}
}

// work is a day of a county: much at once, much after another, from both processes, from below, and files.
func work(t *testing.T, one, two *store.DB) {
	t.Helper()
	var many []station.Edit
	for i := range 300 {
		many = append(many, group(fmt.Sprint("g", i), "组"))
	}
	write(t, one, many...)
	var all sync.WaitGroup
	for i := range 8 {
		db := []*store.DB{one, two}[i%2]
		all.Go(func() {
			for j := range 5 {
				write(t, db, group(fmt.Sprintf("w%d-%d", i, j), "组"), said("m", fmt.Sprint(i, j)))
			}
		})
	}
	all.Wait()
	erased, err := station.Erase(station.KindMatter, "m", record(t, two, station.KindMatter, "m").Events[0].Revision)
	if err != nil {
		t.Fatal(err)
	}
	write(t, two, erased)
	below := &far{origin: "far/1", place: "/c/t"}
	take(t, one, below.group("f1", "甲"), below.group("f2", "乙"), below.said("f3", "丙"))
	exchange(t, two, func(l station.Ledger) error {
		if err := l.PutNote("rim/x", []byte("1")); err != nil {
			return err
		}
		return l.Retract(station.Ref{Kind: station.KindGroup, ID: "f2"})
	})
	hash, err := one.AddFile(strings.NewReader("一张照片"))
	if err != nil {
		t.Fatal(err)
	}
	if at, whole, err := two.Offset(hash); at == 0 || !whole || err != nil {
		t.Errorf("the file is at the other process up to %d, whole %v: %v", at, whole, err)
	}
	if _, err := one.SweepParts(); err != nil {
		t.Error(err)
	}
	if _, err := one.LooseFiles(); err != nil {
		t.Error(err)
	}
	if err := two.DeleteFile(hash); err != nil {
		t.Error(err)
	}
	for i, db := range []*store.DB{one, two} {
		mine, err := slate.Take(t.Context(), db.Slate(), "duty", fmt.Sprint("process ", i), time.Minute)
		if err != nil || mine != (i == 0) {
			t.Errorf("process %d has the duty: %v, %v", i, mine, err)
		}
	}
	if _, err := one.Slate().List("duty"); err != nil {
		t.Error(err)
	}
}
