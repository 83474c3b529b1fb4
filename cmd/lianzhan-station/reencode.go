package main

import (
	"github.com/spf13/cobra"

	"lianzhan/web/photo"
)

// reencodeVerb is how the station calls itself for one stranger's photo: /proc/self/exe is this very program even after
// an update has replaced its file.
const reencodeVerb = "reencode"

func reencodeCommand() *cobra.Command {
	return &cobra.Command{
		Use:    reencodeVerb,
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := photo.Confine(); err != nil {
				return err
			}
			return photo.Reencode(cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
}
