package photo

import "github.com/spf13/cobra"

// Verb is how a server calls itself for one stranger's photo: /proc/self/exe is the very program that runs even after an
// update has replaced its file.
const Verb = "reencode"

// Command is that verb: it shuts itself in, reads a picture from standard input and writes it made harmless.
func Command() *cobra.Command {
	return &cobra.Command{
		Use:    Verb,
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := Confine(); err != nil {
				return err
			}
			return Reencode(cmd.InOrStdin(), cmd.OutOrStdout())
		},
	}
}
