package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/spf13/cobra"

	"lianzhan/cmd/lianzhan-county/demo"
	"lianzhan/county"
	"lianzhan/county/cockpit"
	"lianzhan/county/export"
	"lianzhan/county/hook"
	"lianzhan/county/open311"
	"lianzhan/desk"
	"lianzhan/desk/account"
	"lianzhan/kiosk"
	"lianzhan/station"
	"lianzhan/station/slate"
	"lianzhan/store"
	"lianzhan/sync"
	"lianzhan/web/address"
	"lianzhan/web/console"
	"lianzhan/web/fresh"
	"lianzhan/web/gate"
	"lianzhan/web/health"
	"lianzhan/web/pages"
	"lianzhan/web/pairing"
	"lianzhan/web/photo"
	"lianzhan/web/shed"
	"lianzhan/web/voice"
)

const (
	defaultData   = "/var/lib/lianzhan-county"
	defaultListen = ":8090"
	shutdownLimit = 10 * time.Second
	beat          = time.Second // after which an open page notices that its sign-in ended at another process
)

// settings are what the technician may choose; everything else is a record.
type settings struct {
	data      string
	database  string
	listen    string
	publicURL string
	behind    []string
	name      string
	step      string
	demo      bool
}

func serveCommand(s *settings) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "运行县级平台：站点同步、县里的工作台、驾驶舱和手机页面",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return serve(cmd.Context(), *s) },
	}
	cmd.Flags().StringVar(&s.listen, "listen", defaultListen, "监听地址")
	cmd.Flags().StringVar(&s.publicURL, "public-url", "", "手机上网能打开的地址，二维码里写它；空着就用本机的局域网地址")
	cmd.Flags().StringSliceVar(&s.behind, "behind", nil, "前面有负载均衡时写它的地址或网段，如 10.0.0.5,10.0.1.0/24；只信它报来的访客地址（X-Real-IP、X-Forwarded-Proto）")
	cmd.Flags().StringVar(&s.name, "name", "", "县级人大的名称，如 和川县人大常委会")
	cmd.Flags().StringVar(&s.step, "scope", usualStep, "本县在组织树里的代号，只在第一次启动时有用")
	cmd.Flags().BoolVar(&s.demo, "demo", false, "数据是空的时候，装入虚构的演示资料")
	return cmd
}

// serve runs the county until ctx ends.
func serve(ctx context.Context, s settings) error {
	if err := errors.Join(gate.CheckBehind(s.behind), address.Check(s.publicURL)); err != nil {
		return err
	}
	db, err := openStore(s, nil)
	if err != nil {
		return err
	}
	if s.demo && s.name == "" {
		s.name = demo.Name
	}
	if err := firstStart(ctx, db, s); err != nil {
		return errors.Join(err, db.Close())
	}
	b, err := assemble(db, s)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	b.sync.Start()
	return errors.Join(b.run(ctx), b.close(), db.Close())
}

// firstStart makes what every county has. Of several processes that start at once one does it, the others find it done.
func firstStart(ctx context.Context, db *store.DB, s settings) error {
	letGo, err := slate.Hold(ctx, db.Slate(), "county/start")
	if err != nil {
		return err
	}
	defer letGo()
	if err := db.Hear(ctx); err != nil {
		return err
	}
	if err := plantRoot(ctx, db, s); err != nil || !s.demo {
		return err
	}
	return demo.Seed(ctx, db, version, db.Now().Time)
}

// box is a running county: the rooms around one store, one listener for people and one for the command line.
type box struct {
	settings
	db        *store.DB
	app       *fiber.App
	lines     gate.Lines
	compactor *store.Compactor
	sweeper   *store.Sweeper
	sync      *sync.Room
	kiosk     *kiosk.Room
	accounts  *account.Room
	desk      *desk.Branches
	county    *county.Room
	cockpit   *cockpit.Room
	export    *export.Room
	hooks     *hook.Runner
	open311   *open311.Adapter
	photos    *photo.Encoder
	walls     *pairing.Pairing // screens that show the figures though nobody signed in
	base      *address.Address
	listener  net.Listener
	control   *console.Door
	unwatch   func()
}

// connect opens the room that speaks to the boxes below.
func (b *box) connect() (err error) {
	drop := func() {}
	if b.compactor != nil {
		drop = b.compactor.Ask
	}
	b.sync, err = sync.New(sync.Options{Store: b.db, Dir: b.data, Version: version, Root: true, Drop: drop, Slate: b.shared()})
	return err
}

// shared is the slate of several processes; one process alone has none to share.
func (b *box) shared() slate.Slate {
	if b.database == "" {
		return nil
	}
	return b.db.Slate()
}

// assemble introduces the rooms to each other.
func assemble(db *store.DB, s settings) (*box, error) {
	listener, err := net.Listen("tcp", s.listen)
	if err != nil {
		return nil, fmt.Errorf("不能在 %s 上监听，可能已有程序占用：%w", s.listen, err)
	}
	b := &box{settings: s, db: db, base: address.New(s.publicURL, listener.Addr()), listener: listener,
		photos: photo.NewEncoder("/proc/self/exe", photo.Verb), compactor: store.NewCompactor(db)}
	if err := b.connect(); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	b.sweeper = store.NewSweeper(db, b.sync.SweepThumbs)
	if b.accounts, err = newAccounts(db, reachable); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	b.app = b.newApp()
	b.openCounty()
	b.openPublic()
	b.openDesk()
	b.routes()
	if b.control, err = console.Listen(s.data, b.verbs()...); err != nil {
		return nil, errors.Join(err, listener.Close())
	}
	return b, nil
}

// openPublic opens what voters and other programs ask.
func (b *box) openPublic() {
	b.kiosk = kiosk.New(kiosk.Options{Store: b.db, Codes: b.sync.Codes, Now: b.db.Now, Home: b.office, Base: b.base.String, Photos: b.photos,
		Small: b.sync.Thumb, Compact: b.compactor.Ask, Phones: true, Pass: b.county.Pass, Held: b.held, Slate: b.shared(),
		Voice: func(r io.Reader) ([]byte, error) {
			note, err := voice.Check(r)
			return note.Data, err
		}})
	b.open311 = open311.New(open311.Options{Store: b.db, Base: b.base.String})
	b.hooks = hook.Start(b.db)
}

// openDesk opens the office's desk and its figures.
func (b *box) openDesk() {
	b.desk = desk.NewBranches(desk.Options{Store: b.db, Key: b.db.Key(), Codes: b.sync.Codes, Stand: b.stand(), Photos: b.photos, Small: b.sync.Thumb,
		Stands: b.accounts.Stands, ID: fresh.ID, Compact: b.compactor.Ask, Version: pages.Version(), Base: b.base.String, Beat: beat, Slate: b.shared()})
	b.cockpit = cockpit.New(b.cockpitOptions())
	b.unwatch = b.db.Watch(b.cockpit.Heard)
	b.walls = pairing.New(pairing.Wall, b.db.Key(), b.db.Now, b.shared())
}

// office is the county's own, as voters are shown it.
func (b *box) office() station.Station {
	_, n, err := rootOf(b.db)
	if err != nil {
		slog.Error("the county's node cannot be read", "err", err)
	}
	return station.Station{ID: n.ID, Name: n.Name}
}

// run serves until ctx ends or a listener fails.
func (b *box) run(ctx context.Context) error {
	failed := make(chan error, 1)
	go func() { failed <- b.app.Listener(b.listener) }()
	slog.Info("county is up", "listen", b.listener.Addr().String(), "version", version)
	b.accounts.Announce()
	defer health.Watch(b.db)()
	defer shed.Later()()
	select {
	case <-ctx.Done():
		b.kiosk.Release()
		return b.lines.Shut(b.app, shutdownLimit)
	case err := <-failed:
		return err
	}
}

// close stops what run left standing: links, open sockets, then the command line's door.
func (b *box) close() error {
	b.sync.Close()
	b.hooks.Close()
	b.open311.Close()
	b.unwatch()
	b.cockpit.Close()
	b.desk.Close()
	b.kiosk.Close()
	b.county.Close()
	b.sweeper.Close()
	b.compactor.Close()
	return b.control.Close()
}
