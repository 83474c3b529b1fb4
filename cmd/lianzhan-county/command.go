package main

import (
	"errors"

	"github.com/spf13/cobra"

	deskverbs "lianzhan/desk/verbs"
	storeverbs "lianzhan/store/verbs"
	syncverbs "lianzhan/sync/verbs"
	"lianzhan/web/console"
	"lianzhan/web/photo"
)

// newCommand lists the verbs. serve runs the county; all others do their work through the running county when there is one,
// and open the data themselves when there is none.
func newCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "lianzhan-county",
		Short:         "联站：县级平台的服务程序",
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	var s settings
	root.PersistentFlags().StringVar(&s.data, "data", defaultData, "数据目录")
	root.PersistentFlags().StringVar(&s.database, "database", "", "PostgreSQL 的地址，如 postgres://用户@主机1,主机2/库名；空着就用数据目录里的数据库")
	way := console.Way{Data: &s.data, Server: &s.database, Alone: func(string) (func() error, error) { return alone(s) }}
	root.AddCommand(serveCommand(&s), enrolCommand(way), exportCommand(way), wallCommand(way), syncverbs.BundleCommand(way), syncverbs.LaneCommand(way), photo.Command())
	root.AddCommand(deskverbs.Commands(way)...)
	root.AddCommand(storeverbs.Commands(way)...)
	return root
}

// alone opens the door where no county runs.
func alone(s settings) (shut func() error, err error) {
	db, err := openStore(s, nil)
	if err != nil {
		return nil, err
	}
	b := &box{db: db, settings: s}
	if err := b.connect(); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if b.accounts, err = newAccounts(db, unreachable); err == nil {
		b.openCounty()
		b.control, err = console.Listen(s.data, b.verbs()...)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return func() error {
		err := b.control.Close()
		b.county.Close()
		b.sync.Close()
		return errors.Join(err, db.Close())
	}, nil
}
