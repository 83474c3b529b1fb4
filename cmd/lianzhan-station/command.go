package main

import (
	"github.com/spf13/cobra"
)

// newCommand lists the verbs. serve runs the station; all others do their work through the running station when there
// is one, and open the data themselves when there is none.
func newCommand() *cobra.Command {
	root := &cobra.Command{
		Use:           "lianzhan-station",
		Short:         "联站：人大代表联络站的服务程序",
		Version:       version,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	data := root.PersistentFlags().String("data", defaultData, "数据目录")
	root.AddCommand(
		serveCommand(data),
		importCommand(data),
		exportCommand(data),
		setCommand(data),
		deleteCommand(data),
		listCommand(data),
		showCommand(data),
		backupCommand(data),
		restoreCommand(data),
		verifyCommand(data),
		userCommand(data),
		pairCommand(data),
		reencodeCommand(),
	)
	return root
}
